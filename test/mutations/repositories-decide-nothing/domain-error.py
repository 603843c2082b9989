# What is missing is the service's to decide.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product
from app.utils import exceptions


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def require(self, key: UUID) -> Product:
        found = await self._session.get(Product, key)
        if found is None:
            raise exceptions.NotFoundError("there is no such product")
        return found
