# A thread calls the lambda, which makes a coroutine and drops it.
# into: app/services/stalls.py
import asyncio

from fastapi import BackgroundTasks


async def rest(tasks: BackgroundTasks) -> None:
    tasks.add_task(lambda: asyncio.sleep(1))
