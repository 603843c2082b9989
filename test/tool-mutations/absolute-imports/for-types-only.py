# For types only.
# into: app/services/visits.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .unit_of_work import UnitOfWork


def commit(work: "UnitOfWork") -> None:
    work.commit
