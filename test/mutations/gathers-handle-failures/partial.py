# A gathering that waits to be called.
# into: app/services/readings.py
import asyncio
from functools import partial


async def pause(seconds: list[float]) -> None:
    together = partial(asyncio.gather, *map(asyncio.sleep, seconds))
    await together()
