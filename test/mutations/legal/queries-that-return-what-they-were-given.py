# An insertion returns the rows that it was given; a limit that is tested; keys of what was changed.
# into: app/repositories/visits.py
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product

MOST = 100


async def add(session: AsyncSession, rows: list[dict[str, object]]) -> list[Product]:
    return list(await session.scalars(insert(Product).returning(Product), rows))


async def newest(session: AsyncSession, size: int | None = None) -> list[Product]:
    if size is None:
        size = MOST
    return list(await session.scalars(select(Product).order_by(Product.id).limit(size)))


async def empty(session: AsyncSession) -> list[UUID]:
    statement = update(Product).where(Product.stock < 0).values(stock=0).returning(Product.id)
    return list(await session.scalars(statement))
