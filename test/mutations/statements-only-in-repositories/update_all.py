# An update of many rows.
# into: app/utils/cleaning.py
"""Cleaning."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


async def clean(session: AsyncSession) -> None:
    """Reset the stock."""
    await session.execute(sa.update(Product).values(stock=0))
