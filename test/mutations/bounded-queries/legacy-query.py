# The way of SQLAlchemy 1, within the greenlet.
# into: app/repositories/reports.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> list[Product]:
    return await session.run_sync(lambda rows: rows.query(Product).filter(Product.stock > 0).all())
