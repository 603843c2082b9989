# In the synchronous half.
# into: app/repositories/everything.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def rows(session: AsyncSession) -> list[Product]:
    return await session.run_sync(lambda inner: inner.query(Product).order_by(Product.name).all())
