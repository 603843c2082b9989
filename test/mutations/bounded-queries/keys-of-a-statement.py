# The keys of a statement are as many as its rows.
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.category import Category
from app.models.product import Product


async def used(session: AsyncSession) -> Sequence[Category]:
    rows = await session.scalars(select(Category).where(Category.id.in_(select(Product.category_id))))
    return rows.all()
