# Conditions and arithmetic of columns are part of a query, and a missing row is no decision.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product, ProductStatus


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def name(self, key: UUID) -> str | None:
        product = await self._session.get(Product, key)
        return None if product is None else product.name

    async def take(self, key: UUID, count: int) -> bool:
        statement = (
            update(Product)
            .where(Product.id == key, Product.stock >= count, Product.status == ProductStatus.ACTIVE)
            .values(stock=Product.stock - count)
            .returning(Product.id)
        )
        return await self._session.scalar(statement) is not None

    async def drafts(self, limit: int) -> list[Product]:
        statement = select(Product).where(Product.status == ProductStatus.DRAFT).limit(limit)
        return list(await self._session.scalars(statement))
