"""The relay: every job reaches a worker in the end, and expired jobs are deleted."""

import datetime as dt
from dataclasses import replace

import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from app.clients.queue import LocalQueue
from app.enums import JobStatus
from app.jobs.relay import GIVEN_UP, forget_expired, relay
from app.models.job import Job
from app.models.user import User
from tests.jobs.workers import Clock, DeadQueue, add_job, get_job, idle_worker

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def queue(app: FastAPI) -> DeadQueue:
    """Return a queue whose broker is down."""
    queue = DeadQueue()
    app.state.backends = replace(app.state.backends, queue=queue)
    return queue


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_unsent_jobs_are_sent_when_the_broker_is_back(
    app: FastAPI, user: User, queue: DeadQueue, clock: Clock
) -> None:
    first, second = [await add_job(app, user) for _ in range(2)]
    worker = idle_worker(app, clock)

    with capture_logs() as logs:
        await relay(worker)
    assert (await get_job(app, first.id)).sent_at is None
    assert [(entry["event"], entry["left"]) for entry in logs] == [("jobs not relayed", 2)]

    queue.gone = False
    await relay(worker)
    assert [await queue.take(), await queue.take()] == [first.id, second.id]
    assert (await get_job(app, first.id)).sent_at == clock.now

    await relay(worker)
    assert queue.waiting == 0


async def relayed(app: FastAPI, clock: Clock, job: Job) -> bool:
    """Return whether the relay sends the job."""
    queue = LocalQueue()
    app.state.backends = replace(app.state.backends, queue=queue)
    await relay(idle_worker(app, clock))
    return queue.waiting == 1 and await queue.take() == job.id


async def test_a_job_is_not_sent_before_it_is_due(app: FastAPI, user: User, clock: Clock) -> None:
    job = await add_job(app, user, due_at=clock.now + SECOND)

    assert not await relayed(app, clock, job)
    clock.pass_time(SECOND)
    assert await relayed(app, clock, job)


async def test_a_lost_message_is_sent_again(app: FastAPI, user: User, clock: Clock) -> None:
    job = await add_job(app, user, sent_at=clock.now)
    lost = idle_worker(app, clock).limits.lost

    clock.pass_time(lost - SECOND)
    assert not await relayed(app, clock, job)
    clock.pass_time(SECOND)
    assert await relayed(app, clock, job)
    assert not await relayed(app, clock, job)


async def test_a_job_whose_worker_is_lost_is_sent_again_once(
    app: FastAPI, user: User, clock: Clock
) -> None:
    job = await add_job(
        app,
        user,
        status=JobStatus.RUNNING,
        attempts=1,
        sent_at=clock.now,
        leased_until=clock.now + SECOND,
    )

    assert not await relayed(app, clock, job)
    clock.pass_time(2 * SECOND)
    assert await relayed(app, clock, job)
    assert not await relayed(app, clock, job)


async def test_a_job_that_kills_its_workers_is_given_up(
    app: FastAPI, user: User, clock: Clock
) -> None:
    attempts = idle_worker(app, clock).limits.attempts
    job = await add_job(
        app, user, status=JobStatus.RUNNING, attempts=attempts, leased_until=clock.now
    )

    assert not await relayed(app, clock, job)

    failed = await get_job(app, job.id)
    assert (failed.status, failed.error) == (JobStatus.FAILED, GIVEN_UP)


async def test_finished_jobs_are_deleted_when_they_expire(
    app: FastAPI, user: User, clock: Clock
) -> None:
    await add_job(app, user, status=JobStatus.SUCCEEDED, expires_at=clock.now)
    kept = [
        await add_job(app, user, status=JobStatus.SUCCEEDED, expires_at=clock.now + SECOND),
        await add_job(app, user),
    ]

    with capture_logs() as logs:
        await forget_expired(idle_worker(app, clock))
        await forget_expired(idle_worker(app, clock))

    assert [(entry["event"], entry["count"]) for entry in logs] == [("jobs deleted", 1)]
    assert [(await get_job(app, job.id)).id for job in kept] == [job.id for job in kept]
