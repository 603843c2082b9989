# In a repository, on the session.
# into: app/repositories/visits.py
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def stocks(session: AsyncSession, keys: list[UUID]) -> list[int | None]:
    found = []
    for key in keys:
        found.append(await session.scalar(select(Product.stock).where(Product.id == key)))
    return found
