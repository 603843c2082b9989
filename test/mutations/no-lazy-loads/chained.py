# The option below another one.
# into: app/repositories/visits.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.models.category import Category
from app.models.product import Product


async def first(session: AsyncSession) -> Product | None:
    chosen = joinedload(Product.category).lazyload(Category.products)
    return await session.scalar(select(Product).options(chosen).limit(1))
