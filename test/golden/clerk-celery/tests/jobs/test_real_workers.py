"""Jobs in real worker processes, with the Redis of `TEST_REDIS_URL`."""

import asyncio
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.clients.queue import CeleryQueue
from app.config import Settings
from app.enums import JobStatus
from app.jobs.relay import GIVEN_UP
from app.models.job import Job
from app.models.user import User
from app.repositories.job import JobRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.services.job import JobService
from app.utils.job_limits import JobLimits
from tests.jobs.proxies import Proxy
from tests.jobs.real_workers import kill, run_worker, until
from tests.jobs.workers import Note, get_job, real_sessions


@pytest.fixture
async def session_factory(
    engine: AsyncEngine,
) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield a factory of real sessions, whose commits other processes see."""
    async with real_sessions(engine) as factory:
        yield factory


@pytest.fixture
def redis() -> URL:
    """Return the URL of the Redis of the test run."""
    return make_url(os.environ["TEST_REDIS_URL"])


def worker(
    settings: Settings, redis: URL, folder: Path, **variables: str
) -> AbstractAsyncContextManager[Process]:
    """Run a worker on the test's database and Redis."""
    given = {
        "DATABASE_URL": settings.database_url,
        "CELERY_BROKER_URL": redis.render_as_string(hide_password=False),
    }
    return run_worker(folder, given | variables)


@asynccontextmanager
async def queue_on(settings: Settings, redis: URL) -> AsyncIterator[CeleryQueue]:
    """Yield the queue to the workers, as the application uses it."""
    url = redis.render_as_string(hide_password=False)
    queue = CeleryQueue(settings.model_copy(update={"celery_broker_url": url}))
    yield queue
    await queue.close()


async def enqueue(app: FastAPI, user: User, queue: CeleryQueue, kind: str, text: str) -> UUID:
    """Enqueue a job as a request does."""
    async with app.state.session_factory() as session:
        limits = JobLimits.of(app.state.settings)
        service = JobService(SqlUnitOfWork(session), JobRepository(session), queue, limits)
        job = await service.enqueue(kind, Note(text=text), user.id)
    return job.id


async def over(app: FastAPI, job_id: UUID) -> Job:
    """Wait until a job is finished, and return it."""

    async def is_over() -> bool:
        return (await get_job(app, job_id)).finished_at is not None

    await until(is_over)
    return await get_job(app, job_id)


async def process_in(file: Path) -> int:
    """Wait until a process has written its ID to a file, and return the ID."""

    async def is_there() -> bool:
        return await asyncio.to_thread(lambda: file.exists() and file.stat().st_size > 0)

    await until(is_there)
    return int(await asyncio.to_thread(file.read_text))


async def until_gone(process: int) -> None:
    """Wait until there is no process with this ID."""

    async def is_gone() -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        return False

    await until(is_gone)


async def count_effects(app: FastAPI) -> int:
    """Return how often the work took effect."""
    async with app.state.session_factory() as session:
        statement = select(func.count()).select_from(Job).where(Job.kind == "effect")
        return int(await session.scalar(statement))


async def test_a_worker_runs_a_job(
    app: FastAPI, user: User, settings: Settings, redis: URL, tmp_path: Path
) -> None:
    async with queue_on(settings, redis) as queue, worker(settings, redis, tmp_path):
        job = await over(app, await enqueue(app, user, queue, "tests.echo", "hi"))

    assert (job.status, job.result, job.attempts) == (JobStatus.SUCCEEDED, {"text": "hi"}, 1)
    assert await count_effects(app) == 1


@pytest.mark.parametrize("whole", [False, True])
async def test_a_job_whose_worker_is_killed_takes_effect_once(
    app: FastAPI, user: User, settings: Settings, redis: URL, tmp_path: Path, whole: bool
) -> None:
    file = tmp_path / "process"
    async with queue_on(settings, redis) as queue, worker(settings, redis, tmp_path) as first:
        job_id = await enqueue(app, user, queue, "tests.mortal", str(file))
        process = await process_in(file)
        if whole:
            kill(first)
        else:
            os.kill(process, signal.SIGKILL)
        async with worker(settings, redis, tmp_path):
            job = await over(app, job_id)

    assert (job.status, job.attempts) == (JobStatus.SUCCEEDED, 2)
    assert await count_effects(app) == 1


@pytest.mark.parametrize(
    ("attempts", "ends"),
    [
        (1, (JobStatus.FAILED, GIVEN_UP, 1, 0)),
        (2, (JobStatus.SUCCEEDED, None, 2, 1)),
    ],
)
async def test_a_job_that_ignores_cancellation_is_killed_at_the_hard_limit(
    app: FastAPI,
    user: User,
    settings: Settings,
    redis: URL,
    tmp_path: Path,
    attempts: int,
    ends: tuple[JobStatus, str | None, int, int],
) -> None:
    file = tmp_path / "process"
    most = {"JOB_MAX_ATTEMPTS": str(attempts)}
    async with (
        queue_on(settings, redis) as queue,
        worker(settings, redis, tmp_path, **most) as running,
    ):
        job_id = await enqueue(app, user, queue, "tests.deaf", str(file))
        process = await process_in(file)
        job = await over(app, job_id)

        # Only the child process was killed: the worker has replaced it.
        await until_gone(process)
        assert running.returncode is None
    assert (job.status, job.error, job.attempts, await count_effects(app)) == ends


async def test_a_job_enqueued_without_redis_runs_when_it_is_back(
    app: FastAPI, user: User, settings: Settings, redis: URL, tmp_path: Path
) -> None:
    async with Proxy(redis.host or "127.0.0.1", redis.port or 6379) as proxy:
        through = redis.set(host="127.0.0.1", port=proxy.port)
        async with queue_on(settings, through) as queue, worker(settings, through, tmp_path):
            await over(app, await enqueue(app, user, queue, "tests.echo", "before"))

            await proxy.close()
            job_id = await enqueue(app, user, queue, "tests.echo", "meanwhile")
            assert (await get_job(app, job_id)).sent_at is None

            await proxy.open()
            job = await over(app, job_id)
            later_id = await enqueue(app, user, queue, "tests.echo", "later")
            assert (await get_job(app, later_id)).sent_at is not None
            await over(app, later_id)

    assert (job.status, job.result) == (JobStatus.SUCCEEDED, {"text": "meanwhile"})
    assert await count_effects(app) == 3
