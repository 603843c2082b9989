# The session is the one of the class that it inherits from, under another name.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession


class Held:
    def __init__(self, db: AsyncSession) -> None:
        self._rows = db


class VisitRepository(Held):
    async def forget(self) -> None:
        rows = self._rows
        await rows.rollback()
