# It waits, and a failure is told by nobody but the garbage collector.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def read_all(places: list[str]) -> None:
    tasks = [asyncio.create_task(read(place)) for place in places]
    await asyncio.wait(tasks)
