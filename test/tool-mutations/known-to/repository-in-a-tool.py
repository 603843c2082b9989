# A tool that knows the statements.
# into: app/utils/visits.py
from app.repositories import base as rows

FILTERS = rows.Filters
