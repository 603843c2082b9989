# The greenlet where an access may ask the database.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def tags(session: AsyncSession, product: Product) -> list[object]:
    return list(await session.run_sync(lambda _: product.tags))
