# The service knows by the driver's error that a name is taken.
# profiles: layered, api-v1, clerk-celery
# into: app/services/naming.py
from asyncpg.exceptions import UniqueViolationError as Taken


def is_taken(error: Exception) -> bool:
    return isinstance(error.__cause__, Taken)
