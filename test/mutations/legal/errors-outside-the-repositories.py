# A service and a tool raise what they like.
# into: app/services/visits.py
from app.utils.exceptions import NotFoundError


class NoVisitError(NotFoundError):
    """There is none."""


def require(found: object | None) -> object:
    if found is None:
        raise NoVisitError("there is no such visit")
    return found
