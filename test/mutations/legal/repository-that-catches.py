# It may catch the domain's errors: that decides nothing.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product
from app.repositories.integrity import domain_errors
from app.utils.exceptions import ConflictError


async def add_if_free(session: AsyncSession, product: Product) -> bool:
    try:
        async with session.begin_nested():
            session.add(product)
            with domain_errors():
                await session.flush()
    except ConflictError:
        return False
    return True
