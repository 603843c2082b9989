# COMMIT is a statement too.
# into: app/repositories/visits.py
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession


async def finish(rows: AsyncSession) -> None:
    await rows.execute(sql("commit;"))
