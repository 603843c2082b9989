"""The worker in the application's process, for deployments without a broker."""

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
from app.utils.exceptions import TransactionAbortedError, UnavailableError

CONCURRENCY = 4

logger = structlog.get_logger(__name__)


@asynccontextmanager
async def run_worker(app: FastAPI) -> AsyncGenerator[None]:
    """Run jobs while the application runs, if there is no broker."""
    queue = app.state.backends.queue
    if not isinstance(queue, LocalQueue):
        yield
        return
    worker = Worker(app.state.settings, app.state.session_factory, app.state.backends)
    # The queue of the process before this one is lost, so all jobs that wait are sent again. Not in
    # a task: a shutdown could cancel it while it opens a connection, which would stay open.
    await log_failure("start", relay_lost(worker, lost=dt.timedelta()))
    tasks = [
        *(asyncio.create_task(consume(worker, queue)) for _ in range(CONCURRENCY)),
        *(asyncio.create_task(repeat(worker, periodic)) for periodic in SCHEDULE),
    ]
    try:
        yield
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def consume(worker: Worker, queue: LocalQueue) -> NoReturn:
    """Run jobs one after the other."""
    while True:
        await log_failure("job", run_job(worker, await queue.take()))


async def repeat(worker: Worker, periodic: Periodic) -> NoReturn:
    """Run a periodic function forever."""
    while True:
        await asyncio.sleep(periodic.seconds(worker.settings))
        await log_failure(periodic.name, periodic.function(worker))


async def log_failure(name: str, work: Awaitable[object]) -> None:
    """Await background work and log its failure, which must not stop the loop around it."""
    try:
        await work
    except (UnavailableError, TransactionAbortedError) as error:
        logger.warning("background work failed", work=name, error=str(error))
    except Exception:
        logger.exception("background work failed", work=name)
