# Figures of its own are no schema, and a schema may say what is asked for.
# into: app/repositories/visits.py
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product
from app.schemas.product import ProductQuery


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there are."""

    count: int


async def figures(session: AsyncSession, query: ProductQuery) -> Figures:
    asked = query.model_dump(exclude_none=True)
    found = await session.scalar(select(func.count()).select_from(Product))
    return Figures((found or 0) + len(asked))
