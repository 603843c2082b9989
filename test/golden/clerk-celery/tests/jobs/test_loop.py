"""The event loop of a worker process: opened once, on first use, and closed in the end."""

import asyncio
from pathlib import Path

import pytest

from app.config import Settings
from app.jobs.loop import WorkerLoop
from app.jobs.worker import Worker


def use(loop: WorkerLoop) -> list[tuple[Worker, asyncio.AbstractEventLoop]]:
    """Use a loop twice and close it twice; return its workers and event loops."""
    seen: list[tuple[Worker, asyncio.AbstractEventLoop]] = []

    async def look(worker: Worker) -> None:
        seen.append((worker, asyncio.get_running_loop()))

    loop.run(look)
    loop.run(look)
    loop.close()
    loop.close()
    return seen


# Each in a thread, because this one already has an event loop.
async def test_all_work_runs_in_one_event_loop(settings: Settings) -> None:
    first, second = await asyncio.to_thread(use, WorkerLoop(settings))

    assert first == second
    assert first[0].settings is settings
    assert first[1].is_closed()


async def test_an_unused_loop_can_be_closed(settings: Settings) -> None:
    await asyncio.to_thread(WorkerLoop(settings).close)


async def test_an_error_on_opening_the_worker_is_raised(settings: Settings, tmp_path: Path) -> None:
    nowhere = settings.model_copy(update={"database_url": "nonsense"})

    with pytest.raises(Exception, match="Could not parse"):
        await asyncio.to_thread(use, WorkerLoop(nowhere))
