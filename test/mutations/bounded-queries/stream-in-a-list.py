# A stream that is put into a list.
# into: app/repositories/reports.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> list[Product]:
    return [row async for row in await session.stream_scalars(select(Product))]
