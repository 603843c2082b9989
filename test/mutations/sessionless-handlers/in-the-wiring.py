# The wiring reads a row itself.
# profiles: layered, clerk-celery
# into: app/dependencies.py
from uuid import UUID

from app.models.product import Product


async def get_row(product_id: UUID, session: SessionDep) -> Product | None:
    return await session.get(Product, product_id)
