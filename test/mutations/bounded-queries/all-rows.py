# Every product there is.
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> Sequence[Product]:
    result = await session.execute(select(Product).order_by(Product.name))
    return result.scalars().all()
