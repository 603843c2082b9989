"""Only one of several workers claims a job, and only that one may settle it."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.config import Settings
from app.enums import JobStatus
from app.models.base import utc_now
from app.models.job import Job
from app.models.user import User
from app.repositories.job import JobRepository
from app.repositories.job_ledger import JobLedger
from app.utils.job_limits import JobLimits
from tests.jobs.workers import add_job, get_job, real_sessions

RIVALS = 5


@pytest.fixture
async def session_factory(
    engine: AsyncEngine,
) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield a factory of real, concurrent sessions."""
    async with real_sessions(engine) as factory:
        yield factory


@pytest.fixture
def limits(settings: Settings) -> JobLimits:
    return JobLimits.of(settings)


async def claim(app: FastAPI, job: Job, limits: JobLimits, now: dt.datetime) -> Job | None:
    """Try to claim a job, in its own transaction."""
    async with app.state.session_factory() as session:
        claimed = await JobLedger(session, limits).claim(job.id, now)
        await session.commit()
        return claimed


async def test_one_of_several_workers_claims_the_job(
    app: FastAPI, user: User, limits: JobLimits
) -> None:
    job = await add_job(app, user)

    won = await asyncio.gather(*(claim(app, job, limits, utc_now()) for _ in range(RIVALS)))

    assert sum(each is not None for each in won) == 1
    assert (await get_job(app, job.id)).attempts == 1


async def test_one_of_several_workers_claims_the_job_of_a_lost_worker(
    app: FastAPI, user: User, limits: JobLimits
) -> None:
    job = await add_job(app, user)
    now = utc_now()
    first = await claim(app, job, limits, now)

    assert await claim(app, job, limits, now + limits.lease - dt.timedelta(seconds=1)) is None
    later = now + limits.lease
    won = await asyncio.gather(*(claim(app, job, limits, later) for _ in range(RIVALS)))

    assert first is not None
    [second] = [each for each in won if each is not None]
    assert (second.attempts, second.leased_until) == (2, later + limits.lease)


async def test_only_the_worker_with_the_last_claim_may_settle_the_job(
    app: FastAPI, user: User, limits: JobLimits
) -> None:
    now = utc_now()
    job = await add_job(app, user)
    former = await claim(app, job, limits, now)
    later = await claim(app, job, limits, now + limits.lease)
    assert former is not None
    assert later is not None

    async with app.state.session_factory() as session:
        ledger = JobLedger(session, limits)
        assert not await ledger.succeed(former, {}, now)
        assert not await ledger.fail(former, "no", now)
        assert not await ledger.retry(former, "no", now)
        assert not await ledger.release(former)
        assert await ledger.succeed(later, {"n": 1}, now)
        assert not await ledger.fail(later, "no", now)
        await session.commit()

    settled = await get_job(app, job.id)
    assert (settled.status, settled.result, settled.error) == (JobStatus.SUCCEEDED, {"n": 1}, None)


async def test_a_job_without_attempts_left_is_not_claimed(
    app: FastAPI, user: User, limits: JobLimits
) -> None:
    job = await add_job(app, user, attempts=limits.attempts)

    assert await claim(app, job, limits, utc_now()) is None


async def test_a_long_error_is_cut(app: FastAPI, user: User, limits: JobLimits) -> None:
    job = await claim(app, await add_job(app, user), limits, utc_now())
    assert job is not None

    async with app.state.session_factory() as session:
        await JobLedger(session, limits).fail(job, "x" * 1000, utc_now())
        await session.commit()

    assert (await get_job(app, job.id)).error == "x" * 500


async def test_a_late_mark_as_sent_does_not_hide_a_requeued_job(
    app: FastAPI, user: User, limits: JobLimits
) -> None:
    now = utc_now()
    sent = await add_job(app, user)
    job = await claim(app, sent, limits, now)
    assert job is not None
    assert job.sent_at == now

    async with app.state.session_factory() as session:
        await JobLedger(session, limits).retry(job, "later", now)
        await JobRepository(session).mark_sent(sent, now)
        await session.commit()

    assert (await get_job(app, job.id)).sent_at is None
