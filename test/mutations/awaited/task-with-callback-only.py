# A callback keeps no task.
# into: app/services/stalls.py
from asyncio import ensure_future


async def restock() -> None:
    print("restocked")


async def sell() -> None:
    task = ensure_future(restock())
    task.add_done_callback(print)
