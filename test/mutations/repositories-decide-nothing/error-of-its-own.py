# An error that only the repository has is a decision too.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
class NoVisitError(Exception):
    """There is none."""


def require(found: object | None) -> object:
    if found is None:
        raise NoVisitError
    return found
