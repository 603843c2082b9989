# A bound by keys, by a limit in another statement, by an aggregate, by a slice.
# into: app/repositories/reports.py
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product

MOST = 50


def newest(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(Product.created_at.desc()).limit(MOST)


class ReportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def some(self, keys: Sequence[UUID], stock: int | None) -> Sequence[Product]:
        statement = select(Product)
        statement = statement.where(Product.id.in_(keys)) if keys else newest(statement)
        if stock is not None:
            statement = statement.where(Product.stock >= stock)
        return (await self._session.scalars(statement)).all()

    async def stocks(self) -> dict[str, int]:
        found = await self._session.execute(
            select(Product.status, func.sum(Product.stock)).group_by(Product.status)
        )
        return {status.value: int(total) for status, total in found}

    async def recent(self) -> Sequence[Product]:
        return (await self._session.scalars(newest(select(Product)))).all()
