# One row, few rows, no rows; a text that is no statement.
# into: app/repositories/texts.py
"""What is asked in SQL itself."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

ALIVE = text("SELECT 1")
NEWEST = "SELECT name FROM products ORDER BY created_at DESC LIMIT :most"


class Texts:
    """Statements that are texts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(self, most: int) -> list[str]:
        """Return the newest names."""
        await self._session.execute(ALIVE)
        rows = await self._session.scalars(text(NEWEST), {"most": most})
        return list(rows)

    async def count(self) -> int:
        """Return how many there are."""
        rows = await self._session.execute(text("SELECT count(*) FROM products"))
        return len(rows.all())

    async def first(self) -> object:
        """Return any one."""
        return (await self._session.execute(text("SELECT name FROM products"))).first()

    async def lock(self) -> None:
        """Lock the table."""
        await self._session.execute(text("LOCK TABLE products"))
