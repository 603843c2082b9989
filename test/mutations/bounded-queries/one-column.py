# One column of every row.
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def names(session: AsyncSession) -> Sequence[str]:
    return (await session.scalars(select(Product.name))).all()
