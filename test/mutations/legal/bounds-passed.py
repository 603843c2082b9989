# A bound that came in is passed on.
# into: app/repositories/bounded.py
"""Rows, so many of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.category import Category


class Bounded:
    """The rows of one table."""

    def __init__(self, db: AsyncSession, *, page_size: int) -> None:
        self.db = db
        self.page_size = page_size

    async def page(self, number: int) -> Sequence[Category]:
        """Return one page."""
        statement = select(Category).limit(self.page_size).offset(number * self.page_size)
        return (await self.db.scalars(statement)).all()

    async def first(self) -> Category | None:
        """Return the first."""
        return await self.db.scalar(select(Category).limit(1))
