# Without a size there is no limit.
# into: app/repositories/visits.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def newest(session: AsyncSession, size: int | None = None) -> list[Product]:
    return list(await session.scalars(select(Product).order_by(Product.id).limit(size)))
