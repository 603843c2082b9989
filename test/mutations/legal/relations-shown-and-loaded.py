# A repository loads what a response shows, in each of the ways there are.
# into: app/schemas/product.py
from app.schemas.category import CategoryResponse
from app.schemas.tag import TagResponse


class ProductDetail(ProductResponse):
    category: CategoryResponse
    tags: list[TagResponse]
# into: app/repositories/details.py
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.models.product import Product


async def with_category(session: AsyncSession, key: UUID) -> Product | None:
    statement = select(Product).where(Product.id == key).options(joinedload(Product.category))
    product = await session.scalar(statement)
    if product is not None:
        await session.refresh(product, ["tags"])
    return product
