# The statement is a text, and says no LIMIT.
# into: app/repositories/everything.py
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


class Everything:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> list[object]:
        rows = await self._session.execute(text("SELECT * FROM products ORDER BY name"))
        return list(rows)
