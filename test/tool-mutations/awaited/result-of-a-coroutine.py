# The row is asked of the coroutine.
# into: app/repositories/visits.py
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def first_name(session: AsyncSession) -> str:
    return session.scalar(select(Product.name).limit(1)).upper()
