# For types only: who knows the name knows the library, and `lint-imports` says the same.
# profiles: layered, api-v1, clerk-celery
# into: app/services/visits.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped


def visit(name: "Mapped[str]") -> str:
    return str(name)
