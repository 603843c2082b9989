# They get a name, and nobody asks.
# into: app/services/readings.py
import asyncio as aio


async def tell(name: str) -> int:
    return len(name)


async def tell_all(names: list[str]) -> int:
    outcomes = await aio.gather(*map(tell, names), return_exceptions=True)
    return len(outcomes)
