# A deletion returns each row that it has deleted.
# into: app/repositories/visits.py
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def forget(session: AsyncSession) -> list[Product]:
    statement = delete(Product).where(Product.stock == 0).returning(Product)
    return list(await session.scalars(statement))
