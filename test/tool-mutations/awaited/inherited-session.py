# The session belongs to the class that this one inherits from.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class Held:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session


class VisitRepository(Held):
    async def keep(self, product: Product) -> None:
        self._session.add(product)
        self._session.flush()
