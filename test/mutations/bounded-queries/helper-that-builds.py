# A helper builds the statement.
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


def cheap() -> Select[Product]:
    return select(Product).where(Product.price < 10)


async def every(session: AsyncSession) -> Sequence[Product]:
    return (await session.scalars(cheap().order_by(Product.price))).all()
