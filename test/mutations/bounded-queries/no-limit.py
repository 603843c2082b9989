# A limit that is none.
# into: app/repositories/reports.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> list[Product]:
    return list(await session.scalars(select(Product).limit(None)))
