# A schema that looks things up.
# into: app/schemas/tag.py
from app.repositories import tag as stored
