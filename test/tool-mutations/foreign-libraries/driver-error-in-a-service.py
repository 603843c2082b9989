# The service knows by the driver's error that a name is taken.
# into: app/services/naming.py
from asyncpg.exceptions import UniqueViolationError as Taken


def is_taken(error: Exception) -> bool:
    return isinstance(error.__cause__, Taken)
