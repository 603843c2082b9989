# The session below the session.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession


async def finish(rows: AsyncSession) -> None:
    await rows.run_sync(lambda each: each.commit())
