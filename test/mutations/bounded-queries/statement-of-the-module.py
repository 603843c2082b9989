# A constant of another module.
# into: app/repositories/report_statements.py
from sqlalchemy import select

from app.models.product import Product

EVERY = select(Product)
# into: app/repositories/reports.py
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product
from app.repositories.report_statements import EVERY


async def every(session: AsyncSession) -> Sequence[Product]:
    found = await session.execute(EVERY)
    return found.scalars().unique().all()
