# One row, in all ways to take it.
# into: app/repositories/reports.py
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def by_slug(session: AsyncSession, slug: str) -> Product | None:
    result = await session.execute(select(Product).where(Product.slug == slug))
    return result.scalar_one_or_none()


async def first(session: AsyncSession) -> Product | None:
    rows = await session.scalars(select(Product).order_by(Product.created_at))
    return rows.first()


async def any_product(session: AsyncSession) -> bool:
    return bool(await session.scalar(select(exists().where(Product.stock > 0))))
