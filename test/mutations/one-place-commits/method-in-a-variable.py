# A variable holds the method.
# into: app/repositories/visits.py
from sqlalchemy.ext.asyncio import AsyncSession


async def finish(rows: AsyncSession) -> None:
    save = rows.commit
    await save()
