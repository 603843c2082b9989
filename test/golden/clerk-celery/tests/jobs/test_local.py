"""The worker in the application's process: it runs jobs, and logs failures."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from structlog.testing import capture_logs

from app.clients.queue import CeleryQueue, LocalQueue
from app.config import Settings
from app.enums import JobStatus
from app.jobs import local
from app.jobs.local import log_failure, repeat, run_worker
from app.jobs.schedule import Periodic
from app.jobs.worker import Worker
from app.models.user import User
from app.utils.exceptions import UnavailableError
from tests.jobs.workers import Clock, add_job, get_job, real_sessions, worker_of


class WatchedQueue(LocalQueue):
    """A queue that sets `done` when a second job is requested, so the first one is finished."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0
        self.done = asyncio.Event()

    async def take(self) -> UUID:
        if self.taken:
            self.done.set()
        job_id = await super().take()
        self.taken += 1
        return job_id


@pytest.fixture
async def session_factory(
    engine: AsyncEngine,
) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield a factory of real sessions, because worker and relay run concurrently."""
    async with real_sessions(engine) as factory:
        yield factory


async def test_with_a_broker_the_application_runs_no_jobs(app: FastAPI, settings: Settings) -> None:
    broker = settings.model_copy(update={"celery_broker_url": "memory://"})
    app.state.backends = replace(app.state.backends, queue=CeleryQueue(broker))
    before = asyncio.all_tasks()

    async with run_worker(app):
        assert asyncio.all_tasks() == before


async def test_jobs_of_an_earlier_process_are_run(
    app: FastAPI, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "CONCURRENCY", 1)
    job = await add_job(app, user, "tests.of-another-version", sent_at=Clock().now)
    queue = WatchedQueue()
    app.state.backends = replace(app.state.backends, queue=queue)
    before = asyncio.all_tasks()

    async with run_worker(app):
        await queue.done.wait()

    assert (await get_job(app, job.id)).status is JobStatus.FAILED
    assert asyncio.all_tasks() == before


async def test_a_periodic_function_that_fails_runs_again(app: FastAPI) -> None:
    rounds = 0
    enough = asyncio.Event()

    async def fail(worker: Worker) -> None:
        nonlocal rounds
        rounds += 1
        if rounds > 2:
            enough.set()
        raise RuntimeError("not this time")

    with capture_logs() as logs:
        periodic = Periodic("fail", lambda settings: 0, fail)
        repeating = asyncio.create_task(repeat(worker_of(app), periodic))
        await enough.wait()
        repeating.cancel()
        await asyncio.wait([repeating])

    assert [entry["work"] for entry in logs[:2]] == ["fail", "fail"]


async def test_an_unavailable_database_is_logged_without_a_traceback() -> None:
    async def fail() -> None:
        raise UnavailableError("The database does not answer.")

    with capture_logs() as logs:
        await log_failure("wait", fail())

    [entry] = logs
    assert (entry["log_level"], entry["error"]) == ("warning", "The database does not answer.")
    assert "exc_info" not in entry


async def test_a_cancellation_is_not_logged_as_a_failure() -> None:
    waiting = asyncio.create_task(log_failure("wait", asyncio.Event().wait()))
    await asyncio.sleep(0)

    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
