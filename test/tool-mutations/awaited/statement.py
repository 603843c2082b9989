# The `await` was forgotten, and nothing is stored.
# into: app/repositories/visits.py
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self) -> None:
        self._session.execute(text("INSERT INTO visits DEFAULT VALUES"))
