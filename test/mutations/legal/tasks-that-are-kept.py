# Each task is kept: by a group, by a set, by a name that is awaited, by an attribute.
# into: app/services/errands.py
import asyncio


async def run(name: str) -> None:
    await asyncio.sleep(len(name))


class Errands:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        task = asyncio.create_task(run("kept"))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._life = asyncio.create_task(run("life"))

    async def all(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(run("grouped"))
        task = asyncio.ensure_future(run("awaited"))
        await asyncio.sleep(0)
        task.cancel()
        self._life.cancel()
