# The repository makes sure that its own row stays.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, product: Product) -> Product:
        self._session.add(product)
        await self._session.commit()
        return product
