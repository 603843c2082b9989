# A list in the greenlet.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def names(session: AsyncSession, product: Product) -> list[str]:
    return await session.run_sync(lambda _: [tag.name for tag in product.tags])
