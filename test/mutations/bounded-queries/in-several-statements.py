# Built line by line, and a condition is no bound.
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class ReportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def in_stock(self, at_least: int | None) -> Sequence[Product]:
        statement = select(Product)
        if at_least is not None:
            statement = statement.where(Product.stock >= at_least)
        statement = statement.order_by(Product.name)
        rows = await self._session.scalars(statement)
        return rows.all()
