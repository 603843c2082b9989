# As they come: the first failure ends it.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def read_all(places: list[str]) -> list[str]:
    found = []
    for each in asyncio.as_completed([read(place) for place in places]):
        found.append(await each)
    return found
