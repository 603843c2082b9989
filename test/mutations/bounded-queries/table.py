# The table, and not the class.
# into: app/repositories/reports.py
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def every(session: AsyncSession) -> list[object]:
    found = await session.execute(Product.__table__.select())
    return list(found.all())
