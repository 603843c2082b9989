# Either all or some.
# into: app/repositories/reports.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def some(session: AsyncSession, most: int | None) -> list[Product]:
    wanted = select(Product).limit(most) if most else select(Product)
    return list(await session.scalars(wanted))
