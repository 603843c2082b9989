"""The rules of jobs: sent after the commit, or by the relay, and seen by their owner only."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.clients.queue import JobQueue, LocalQueue
from app.enums import JobStatus
from app.models.job import Job
from app.models.user import User
from app.repositories.job import JobRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.services.job import JobService
from tests.jobs.workers import DeadQueue, Note, get_job


@pytest.fixture
def service_of(session: AsyncSession) -> Callable[[JobQueue], JobService]:
    """Return what wires the service to a queue."""
    return lambda queue: JobService(SqlUnitOfWork(session), JobRepository(session), queue)


async def test_a_job_is_sent_once_it_is_permanent(
    app: FastAPI, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    queue = LocalQueue()

    job = await service_of(queue).enqueue("tests.echo", Note(text="hi"), user.id)

    assert await queue.take() == job.id
    stored = await get_job(app, job.id)
    assert (stored.status, stored.payload) == (JobStatus.QUEUED, {"text": "hi"})
    assert stored.sent_at is not None


async def test_a_job_that_is_not_kept_is_not_sent(
    session: AsyncSession, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    queue = LocalQueue()

    await service_of(queue).add("tests.echo", Note(), user.id)
    await session.rollback()
    await SqlUnitOfWork(session).commit()

    assert queue.waiting == 0
    assert (await session.scalars(select(Job))).all() == []


async def test_a_job_is_sent_with_whatever_was_changed_besides(
    session: AsyncSession, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    queue = LocalQueue()

    job = await service_of(queue).add("tests.echo", Note(), user.id)
    assert queue.waiting == 0
    await SqlUnitOfWork(session).commit()

    assert await queue.take() == job.id


async def test_a_job_that_cannot_be_sent_waits_for_the_relay(
    app: FastAPI, user: User, service_of: Callable[[JobQueue], JobService]
) -> None:
    with capture_logs() as logs:
        job = await service_of(DeadQueue()).enqueue("tests.echo", Note(text="secret"), user.id)

    stored = await get_job(app, job.id)
    assert (stored.status, stored.sent_at) == (JobStatus.QUEUED, None)
    assert [entry["error"] for entry in logs] == ["QueueError"]
    assert "secret" not in str(logs)
