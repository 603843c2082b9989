# Textual SQL in a helper.
# into: app/utils/shortcuts.py
"""Shortcuts."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def archive(session: AsyncSession) -> None:
    """Archive old products."""
    await session.execute(text("insert into archive select id from products"))
