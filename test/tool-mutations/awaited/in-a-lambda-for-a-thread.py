# The thread gets a coroutine and is content.
# into: app/services/stalls.py
import asyncio


async def note(name: str) -> None:
    await asyncio.sleep(len(name))


async def rest() -> None:
    await asyncio.to_thread(lambda: note("a"))
