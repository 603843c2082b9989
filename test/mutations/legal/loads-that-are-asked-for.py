# What a statement loads, and what is refreshed by its name.
# into: app/repositories/visits.py
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, raiseload, selectinload

from app.models.product import Product


async def with_all(session: AsyncSession, key: UUID) -> Product | None:
    statement = select(Product).where(Product.id == key)
    strict = statement.options(joinedload(Product.category), selectinload(Product.tags), raiseload("*"))
    product = await session.scalar(strict)
    if product is not None:
        await session.refresh(product, ["tags"])
        await session.run_sync(lambda rows: rows.expunge(product))
    return product
