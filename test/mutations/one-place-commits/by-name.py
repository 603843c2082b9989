# The attribute is asked for by its name.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession


async def finish(rows: AsyncSession) -> None:
    await getattr(rows, "commit")()
