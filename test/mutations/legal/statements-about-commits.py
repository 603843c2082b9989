# Texts that only contain the word, and a connection that only reads.
# into: app/repositories/probes.py
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine


async def lock_timeout(engine: AsyncEngine) -> str:
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT 'commit' || current_setting('lock_timeout')"))
        return str(found.scalar_one())
