# The limit is there if somebody asks for it.
# into: app/repositories/reports.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession, most: int | None = None) -> list[Product]:
    statement = select(Product).order_by(Product.name)
    if most is not None:
        statement = statement.limit(most)
    return list(await session.scalars(statement))
