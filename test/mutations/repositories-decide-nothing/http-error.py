# The repository answers the request.
# into: app/repositories/visits.py
from uuid import UUID

from fastapi import HTTPException
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def get(session: AsyncSession, key: UUID) -> Product:
    found = await session.get(Product, key)
    if found is None:
        raise HTTPException(404)
    return found
