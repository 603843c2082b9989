# By its name, in the greenlet.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def related(session: AsyncSession, product: Product, name: str) -> object:
    return await session.run_sync(lambda _: getattr(product, name))
