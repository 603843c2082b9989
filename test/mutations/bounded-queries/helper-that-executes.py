# A helper executes whatever it is given.
# into: app/repositories/reports.py
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class ReportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def every(self) -> Sequence[Product]:
        return await self._rows(select(Product))

    async def _rows(self, statement: Select[Any]) -> Sequence[Any]:
        return list(await self._session.scalars(statement))
