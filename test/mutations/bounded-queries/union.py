# Two selects together.
# into: app/repositories/reports.py
from sqlalchemy import select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> list[object]:
    both = union_all(select(Product.name), select(Product.slug))
    return list((await session.execute(both)).all())
