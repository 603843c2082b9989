# The check of another part decides.
# profiles: layered, clerk-celery
# into: app/utils/requiring.py
from app.utils.exceptions import NotFoundError as Missing


def require(found: object | None) -> None:
    if found is None:
        raise Missing("there is none")
# into: app/repositories/visits.py
from app.utils.requiring import require


class VisitRepository:
    def check(self, found: object | None) -> None:
        require(found)
