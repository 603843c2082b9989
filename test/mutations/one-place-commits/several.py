# Several statements in one text.
# into: app/repositories/visits.py
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def finish(rows: AsyncSession) -> None:
    await rows.execute(text("UPDATE products SET stock = 0; COMMIT"))
