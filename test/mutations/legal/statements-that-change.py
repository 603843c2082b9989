# What changes rows is no list, and a subquery is not executed by itself.
# into: app/repositories/reports.py
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.category import Category
from app.models.product import Product


async def retire(session: AsyncSession) -> set[UUID]:
    empty = select(Category.id).where(Category.name == "")
    await session.execute(update(Product).where(Product.stock == 0).values(stock=1))
    gone = await session.scalars(
        delete(Product).where(Product.category_id.in_(empty)).returning(Product.id)
    )
    return set(gone.all())


def all(every: list[int]) -> list[int]:
    return list(every)
