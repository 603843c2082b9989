# A name in passing.
# into: app/repositories/reports.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> list[Product]:
    found = (await session.scalars(wanted := select(Product))).all()
    print(wanted)
    return list(found)
