"""The event loop of a worker process, which runs all of its coroutines."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from app.config import Settings
from app.jobs.tasks import TASKS
from app.jobs.work import Task
from app.jobs.worker import Worker, open_worker


class WorkerLoop:
    """An event loop with a worker, for synchronous code. Not thread-safe."""

    def __init__(self, settings: Settings, tasks: Mapping[str, Task[Any]] = TASKS) -> None:
        self._settings = settings
        self._tasks = tasks
        self._runner: asyncio.Runner | None = None

    def run(self, work: Callable[[Worker], Coroutine[None, None, None]]) -> None:
        """Run a coroutine with the worker, and wait for it.

        The first call opens the worker: after the fork, because connections must not be shared.
        """
        if self._runner is None:
            self._runner = self._start()
        self._runner.run(work(self._worker))

    def close(self) -> None:
        """Close the worker and the loop, if they were opened."""
        if self._runner is not None:
            self._runner.run(self._close())
            self._runner.close()
            self._runner = None

    def _start(self) -> asyncio.Runner:
        runner = asyncio.Runner()
        try:
            runner.run(self._open())
        except BaseException:
            runner.close()
            raise
        return runner

    async def _open(self) -> None:
        self._stop = asyncio.Event()
        opened: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._life = asyncio.create_task(self._live(opened))
        self._worker = await opened

    async def _live(self, opened: asyncio.Future[Worker]) -> None:
        """Open and close the worker in the same task, as task groups and timeouts require."""
        try:
            async with open_worker(self._settings, self._tasks) as worker:
                opened.set_result(worker)
                await self._stop.wait()
        except Exception as error:
            if opened.done():
                raise
            opened.set_exception(error)

    async def _close(self) -> None:
        self._stop.set()
        await self._life
