# So does the one that the factory makes.
# into: app/utils/quick_writes.py
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker


async def keep(makes: async_sessionmaker[AsyncSession], row: object) -> None:
    async with makes.begin() as opened:
        opened.add(row)
