# The same under other names, and looped over.
# into: app/repositories/reports.py
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import product as models


async def names(rows: AsyncSession) -> list[str]:
    return [each.name for each in await rows.scalars(sa.select(models.Product))]
