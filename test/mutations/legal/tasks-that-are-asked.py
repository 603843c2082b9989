# What was waited for is asked, by one name or the other.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def first_of(one: str, other: str) -> str:
    tasks = {asyncio.create_task(read(one)), asyncio.create_task(read(other))}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    return done.pop().result()


async def patient(place: str) -> str:
    task = asyncio.create_task(read(place))
    await asyncio.wait([task], timeout=1)
    return await task


async def failures(places: list[str]) -> list[BaseException | None]:
    tasks = [asyncio.create_task(read(place)) for place in places]
    await asyncio.wait(tasks)
    return [task.exception() for task in tasks]
