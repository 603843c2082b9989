# All rows, but never all of them at once.
# into: app/repositories/reports.py
from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> AsyncIterator[Product]:
    rows = await session.stream_scalars(select(Product).execution_options(yield_per=100))
    async for row in rows:
        yield row


async def in_portions(session: AsyncSession) -> int:
    statement = select(Product).execution_options(yield_per=100)
    return sum(1 for _ in await session.scalars(statement))
