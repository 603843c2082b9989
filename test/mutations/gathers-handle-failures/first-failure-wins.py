# The first failure is raised, and the others run on.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    await asyncio.sleep(0)
    return place


async def read_all(places: list[str]) -> list[str]:
    return await asyncio.gather(*[read(place) for place in places])
