# The way up, by dots.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/models/visit.py
from ..services import unit_of_work

WORK = unit_of_work
