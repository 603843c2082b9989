"""The worker within the application, for where there is no broker."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from typing import NoReturn

import structlog
from fastapi import FastAPI

from app.clients.queue import LocalQueue
from app.jobs.relay import relay_lost
from app.jobs.runner import run_job
from app.jobs.schedule import SCHEDULE, Periodic
from app.jobs.worker import Worker

CONCURRENCY = 4

logger = structlog.get_logger(__name__)


@asynccontextmanager
async def work_off(app: FastAPI) -> AsyncGenerator[None]:
    """Do jobs while the application runs, if it is its own worker."""
    queue = app.state.backends.queue
    if not isinstance(queue, LocalQueue):
        yield
        return
    worker = Worker(app.state.settings, app.state.session_factory, app.state.backends)
    tasks = [
        asyncio.create_task(start(worker)),
        *(asyncio.create_task(consume(worker, queue)) for _ in range(CONCURRENCY)),
        *(asyncio.create_task(repeat(worker, periodic)) for periodic in SCHEDULE),
    ]
    try:
        yield
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def start(worker: Worker) -> None:
    """Send everything that is not taken: what an earlier process was sent went with it."""
    await survive("start", relay_lost(worker, lost=dt.timedelta()))


async def consume(worker: Worker, queue: LocalQueue) -> NoReturn:
    """Do one job after the other."""
    while True:
        await survive("job", run_job(worker, await queue.take()))


async def repeat(worker: Worker, periodic: Periodic) -> NoReturn:
    """Do again and again what is to be done again and again."""
    while True:
        await asyncio.sleep(periodic.seconds(worker.settings))
        await survive(periodic.name, periodic.function(worker))


async def survive(name: str, work: Awaitable[object]) -> None:
    """Wait for something whose failure must not end what is done after it."""
    try:
        await work
    except Exception:
        logger.exception("background work failed", work=name)
