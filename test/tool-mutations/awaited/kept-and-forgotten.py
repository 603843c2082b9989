# It is given a name, and nobody asks for it.
# into: app/services/stalls.py
import asyncio


async def rest() -> None:
    pause = asyncio.sleep(1)
