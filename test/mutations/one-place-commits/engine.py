# A connection of its own, and its own transaction.
# into: app/repositories/visits.py
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine as Engine


async def touch(source: Engine) -> None:
    async with source.connect() as opened:
        await opened.execute(text("UPDATE products SET stock = 0"))
        await opened.commit()
