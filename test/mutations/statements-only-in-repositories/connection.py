# A connection instead of a session.
# into: app/utils/counting.py
"""Counting."""

from sqlalchemy.ext.asyncio import AsyncConnection


async def count(connection: AsyncConnection) -> int:
    """Count products."""
    found = await connection.exec_driver_sql("select count(*) from products")
    return int(found.scalar_one())
