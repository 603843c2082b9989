# What `run_sync` is given runs in the event loop's thread.
# into: app/repositories/reports.py
import time

from sqlalchemy.ext.asyncio import AsyncSession


def slowly(_: object) -> None:
    time.sleep(1)


async def wait(session: AsyncSession) -> None:
    await session.run_sync(slowly)
