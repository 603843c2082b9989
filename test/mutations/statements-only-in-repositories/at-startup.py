# The application asks the database when it starts.
# into: app/utils/warming.py
from sqlalchemy.ext.asyncio import AsyncEngine


async def warm(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.exec_driver_sql("SELECT 1")
