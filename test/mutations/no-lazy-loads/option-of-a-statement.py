# The option that takes `raise` back.
# into: app/repositories/visits.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import lazyload

from app.models.product import Product


async def first(session: AsyncSession) -> Product | None:
    return await session.scalar(select(Product).options(lazyload(Product.tags)).limit(1))
