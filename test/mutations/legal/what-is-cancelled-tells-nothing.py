# Tasks that are cancelled are only waited for.
# into: app/services/readings.py
import asyncio
from collections.abc import Sequence


async def stop(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
