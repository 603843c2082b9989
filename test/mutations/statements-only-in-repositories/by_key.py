# A row by its key, through an alias of the session.
# into: app/utils/lookup.py
"""Lookup."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession as Database

from app.models.product import Product


class Lookup:
    """Finds products."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def product(self, key: UUID) -> Product | None:
        """Return a product."""
        return await self._database.get(Product, key)
