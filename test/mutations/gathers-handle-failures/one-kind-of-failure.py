# One kind of failure is looked for, the others pass for results.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def read_all(places: list[str]) -> list[str]:
    results = await asyncio.gather(*map(read, places), return_exceptions=True)
    found = []
    for result in results:
        match result:
            case TimeoutError():
                found.append("late")
            case other:
                found.append(str(other))
    return found
