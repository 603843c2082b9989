# A savepoint ends nothing, even where it is rolled back.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, product: Product) -> bool:
        async with self._session.begin_nested():
            self._session.add(product)
        savepoint = await self._session.begin_nested()
        await savepoint.rollback()
        await self._session.flush()
        await self._session.refresh(product)
        return not self._session.new
