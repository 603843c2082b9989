# A delay that comes first.
# into: app/services/calling.py
import asyncio


async def later(work) -> None:
    asyncio.get_running_loop().call_later(30, work)
