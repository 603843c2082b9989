# Nobody keeps the task.
# into: app/services/stalls.py
import asyncio


async def restock() -> None:
    await asyncio.sleep(1)


async def sell() -> None:
    asyncio.create_task(restock())
