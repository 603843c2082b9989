# By a caller of methods.
# into: app/repositories/visits.py
from operator import methodcaller

from sqlalchemy.ext.asyncio import AsyncSession


async def finish(rows: AsyncSession) -> None:
    await methodcaller("commit")(rows)
