# A relative import by a function, since the name is in a list.
# into: app/services/visits.py
from importlib import import_module

WORK = import_module(".unit_of_work", package=__package__)
