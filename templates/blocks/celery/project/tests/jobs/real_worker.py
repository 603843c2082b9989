"""A Celery application with the tasks of these tests: `celery -A tests.jobs.real_worker worker`."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from app.config import Settings
from app.jobs.celery import create_worker_app
from app.jobs.loop import WorkerLoop
from app.jobs.work import Work, task
from tests.jobs.workers import TASKS, Note, echo


@task("tests.mortal", Note)
async def mortal(work: Work, note: Note) -> Note:
    """Make an uncommitted change and wait to be killed; on the second attempt, do the work."""
    await echo.function(work, note)
    file = Path(note.text)
    if not await asyncio.to_thread(file.exists):
        await asyncio.to_thread(file.write_text, str(os.getpid()))
        await asyncio.Event().wait()
    return note


@task("tests.deaf", Note)
async def deaf(work: Work, note: Note) -> Note:
    """Make an uncommitted change and ignore cancellation; on the second attempt, do the work."""
    await echo.function(work, note)
    file = Path(note.text)
    if not await asyncio.to_thread(file.exists):
        await asyncio.to_thread(file.write_text, str(os.getpid()))
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
    return note


ALL_TASKS = TASKS | {mortal.kind: mortal, deaf.kind: deaf}
settings = Settings(_env_file=None)
app = create_worker_app(settings, WorkerLoop(settings, ALL_TASKS), ALL_TASKS)
