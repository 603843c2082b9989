# The same by the loop, into a name that says that nobody wants it.
# into: app/services/stalls.py
import asyncio


async def restock() -> None:
    print("restocked")


async def sell() -> None:
    loop = asyncio.get_running_loop()
    _ = loop.create_task(restock())
