# A helper answers for it.
# into: app/utils/answers.py
from fastapi import HTTPException


def not_found(what: str) -> None:
    raise HTTPException(404, what)


def require(found: object | None, what: str) -> None:
    if found is None:
        not_found(what)
# into: app/repositories/visits.py
from app.utils import answers


class VisitRepository:
    def check(self, found: object | None) -> None:
        answers.require(found, "visit")
