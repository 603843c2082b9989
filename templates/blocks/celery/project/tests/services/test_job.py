"""Business rules of jobs: they are sent after the commit or by the relay, and are limited."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.clients.queue import JobQueue, LocalQueue
from app.config import Settings
from app.enums import JobStatus
from app.models.base import utc_now
from app.models.job import Job
from app.models.user import User
from app.repositories.job import JobRepository
from app.repositories.job_ledger import JobLedger
from app.repositories.unit_of_work import SqlUnitOfWork
from app.services.job import JobService
from app.utils.exceptions import ConflictError
from app.utils.job_errors import QueueFullError, TooManyJobsError
from app.utils.job_limits import JobLimits
from tests.factories.user import add_user
from tests.jobs.workers import DeadQueue, Note, get_job


@pytest.fixture
def limits(settings: Settings) -> JobLimits:
    """Return limits that tests can reach."""
    return replace(JobLimits.of(settings), per_user=2, queued=3)


@pytest.fixture
def service_of(session: AsyncSession, limits: JobLimits) -> Callable[[JobQueue], JobService]:
    """Return a function that creates the service for a queue."""
    return lambda queue: JobService(SqlUnitOfWork(session), JobRepository(session), queue, limits)


async def test_a_job_is_sent_after_the_commit(
    app: FastAPI, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    queue = LocalQueue()

    job = await service_of(queue).enqueue("tests.echo", Note(text="hi"), user.id)

    assert await queue.take() == job.id
    stored = await get_job(app, job.id)
    assert (stored.status, stored.payload) == (JobStatus.QUEUED, {"text": "hi"})
    assert stored.sent_at is not None


async def test_a_job_that_is_rolled_back_is_not_sent(
    session: AsyncSession, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    queue = LocalQueue()

    await service_of(queue).add("tests.echo", Note(), user.id)
    await session.rollback()
    await SqlUnitOfWork(session).commit()

    assert queue.waiting == 0
    assert (await session.scalars(select(Job))).all() == []


async def test_an_added_job_is_sent_after_the_commit_of_its_caller(
    session: AsyncSession, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    queue = LocalQueue()

    job = await service_of(queue).add("tests.echo", Note(), user.id)
    assert queue.waiting == 0
    await SqlUnitOfWork(session).commit()

    assert await queue.take() == job.id


async def test_only_one_job_with_a_key_is_active(
    app: FastAPI,
    user: User,
    session: AsyncSession,
    limits: JobLimits,
    service_of: Callable[[JobQueue], JobService],
) -> None:
    queue = LocalQueue()
    service = service_of(queue)

    first, second = [
        await service.enqueue("tests.echo", Note(), user.id, key="tests:1") for _ in range(2)
    ]
    assert (first.id, queue.waiting) == (second.id, 1)
    with pytest.raises(ConflictError):
        await service.enqueue("tests.echo", Note(), (await add_user(app)).id, key="tests:1")

    ledger = JobLedger(session, limits)
    job = await ledger.claim(first.id, utc_now())
    assert job is not None
    assert await ledger.succeed(job, {}, utc_now())
    third = await service.enqueue("tests.echo", Note(), user.id, key="tests:1")
    assert third.id != first.id


async def test_the_number_of_jobs_per_user_and_kind_is_limited(
    user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    service = service_of(LocalQueue())
    for _ in range(2):
        await service.enqueue("tests.echo", Note(), user.id)

    with pytest.raises(TooManyJobsError) as refused:
        await service.enqueue("tests.echo", Note(), user.id)
    assert int(refused.value.headers["Retry-After"]) > 0
    await service.enqueue("tests.flaky", Note(), user.id)


async def test_the_number_of_waiting_jobs_is_limited(
    app: FastAPI, service_of: Callable[[JobQueue], JobService]
) -> None:
    service = service_of(LocalQueue())
    users = [await add_user(app) for _ in range(4)]
    for each in users[:3]:
        await service.enqueue("tests.echo", Note(), each.id)

    with pytest.raises(QueueFullError):
        await service.enqueue("tests.echo", Note(), users[3].id)


async def test_a_job_that_cannot_be_sent_waits_for_the_relay(
    app: FastAPI, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    with capture_logs() as logs:
        job = await service_of(DeadQueue()).enqueue("tests.echo", Note(text="secret"), user.id)

    stored = await get_job(app, job.id)
    assert (stored.status, stored.sent_at) == (JobStatus.QUEUED, None)
    assert [entry["error"] for entry in logs] == ["QueueError"]
    assert "secret" not in str(logs)
