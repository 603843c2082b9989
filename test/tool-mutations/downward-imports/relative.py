# The way up, by dots.
# into: app/models/visit.py
from ..services import unit_of_work

WORK = unit_of_work
