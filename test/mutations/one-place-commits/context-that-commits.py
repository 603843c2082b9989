# The context manager commits at its end.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def keep(work: AsyncSession, product: Product) -> None:
    async with work.begin():
        work.add(product)
