# Only the results are taken.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def read_all(places: list[str]) -> list[str]:
    outcomes = await asyncio.gather(*map(read, places), return_exceptions=True)
    return [each for each in outcomes if isinstance(each, str)]
