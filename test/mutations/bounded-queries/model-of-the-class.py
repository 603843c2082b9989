# A method of a generic repository.
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class ReportRepository:
    model = Product

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def every(self) -> Sequence[Product]:
        found = await self._session.execute(select(self.model))
        return [row for (row,) in found]
