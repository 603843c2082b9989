# It returns what is to be answered.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def shown(session: AsyncSession, key: object) -> dict[str, Any]:
    found = await session.get_one(Product, key)
    return {"id": found.id, "name": found.name, "price": str(found.price)}
