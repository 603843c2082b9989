# What the database refuses becomes a domain error in the one place for it.
# into: app/repositories/visits.py
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product
from app.repositories.integrity import domain_errors


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, product: Product) -> Product:
        self._session.add(product)
        with domain_errors():
            await self._session.flush()
        return product

    def first_of(self, found: list[Product]) -> Product:
        try:
            return found[0]
        except IndexError:
            raise NoResultFound from None
