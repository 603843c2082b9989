# A service commits through the protocol, in a helper and by a name for it.
# into: app/services/visits.py
from app.services.unit_of_work import UnitOfWork


class VisitService:
    def __init__(self, unit_of_work: UnitOfWork) -> None:
        self._work = unit_of_work

    async def visit(self) -> None:
        await self._end()

    async def _end(self) -> None:
        finish = self._work.commit
        await finish()
