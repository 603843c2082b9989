"""One attempt at a job, and how it may end."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from structlog.testing import capture_logs

from app.enums import JobStatus
from app.jobs.runner import TOO_LONG, UNFORESEEN, run_job
from app.jobs.work import Work
from app.models.job import Job
from app.models.user import User
from tests.jobs.workers import TASKS, Clock, Note, add_job, echo, endless, get_job, idle_worker


async def count_effects(app: FastAPI) -> int:
    """Return how often the work took effect."""
    async with app.state.session_factory() as session:
        statement = select(func.count()).select_from(Job).where(Job.kind == "effect")
        return int(await session.scalar(statement))


async def test_a_job_runs_and_its_result_is_stored(app: FastAPI, user: User) -> None:
    clock = Clock()
    worker = idle_worker(app, clock)
    job = await add_job(app, user)

    await run_job(worker, job.id)

    done = await get_job(app, job.id)
    assert (done.status, done.result, done.error) == (JobStatus.SUCCEEDED, job.payload, None)
    assert (done.attempts, done.leased_until) == (1, None)
    assert done.started_at == done.finished_at == clock.now
    assert done.expires_at == clock.now + worker.limits.keep
    assert await count_effects(app) == 1


async def test_a_repeated_message_is_ignored(app: FastAPI, user: User) -> None:
    job = await add_job(app, user)

    for _ in range(2):
        await run_job(idle_worker(app, Clock()), job.id)

    assert (await get_job(app, job.id)).attempts == 1
    assert await count_effects(app) == 1


async def test_a_missing_job_is_ignored(app: FastAPI, user: User) -> None:
    with capture_logs() as logs:
        await run_job(idle_worker(app, Clock()), user.id)

    assert logs == []


@pytest.mark.parametrize(("text", "seconds"), [("hello", 3.75), ("busy", 90)])
async def test_a_retryable_error_requeues_the_job(
    app: FastAPI, user: User, text: str, seconds: float
) -> None:
    clock = Clock()
    job = await add_job(app, user, "tests.flaky", payload={"text": text})

    await run_job(idle_worker(app, clock), job.id)

    waiting = await get_job(app, job.id)
    assert (waiting.status, waiting.error) == (JobStatus.QUEUED, "Come back later.")
    assert waiting.due_at == clock.now + dt.timedelta(seconds=seconds)
    assert (waiting.sent_at, waiting.leased_until, waiting.finished_at) == (None, None, None)
    assert await count_effects(app) == 0


async def test_the_number_of_attempts_is_limited(app: FastAPI, user: User) -> None:
    worker = idle_worker(app, Clock())
    job = await add_job(app, user, "tests.flaky")

    for _ in range(worker.limits.attempts + 1):
        await run_job(worker, job.id)

    failed = await get_job(app, job.id)
    assert (failed.status, failed.attempts) == (JobStatus.FAILED, worker.limits.attempts)
    assert failed.error == "Come back later."
    assert await count_effects(app) == 0


async def test_a_domain_error_is_shown_to_the_owner(app: FastAPI, user: User) -> None:
    job = await add_job(app, user, "tests.refused")

    await run_job(idle_worker(app, Clock()), job.id)

    failed = await get_job(app, job.id)
    assert (failed.status, failed.error) == (JobStatus.FAILED, "It is there already.")


@pytest.mark.parametrize("kind", ["tests.broken", "tests.of-another-version"])
async def test_an_unexpected_error_is_only_logged(app: FastAPI, user: User, kind: str) -> None:
    job = await add_job(app, user, kind)

    with capture_logs() as logs:
        await run_job(idle_worker(app, Clock()), job.id)

    failed = await get_job(app, job.id)
    assert (failed.status, failed.error) == (JobStatus.FAILED, UNFORESEEN)
    assert await count_effects(app) == 0
    [broke] = [entry for entry in logs if entry["event"] == "job failed unexpectedly"]
    assert (broke["log_level"], broke["job_id"]) == ("error", str(job.id))
    assert "hello" not in str({name: broke[name] for name in broke if name != "exc_info"})


async def test_an_invalid_payload_is_not_quoted(app: FastAPI, user: User) -> None:
    job = await add_job(app, user, payload={"text": ["secret"]})

    with capture_logs() as logs:
        await run_job(idle_worker(app, Clock()), job.id)

    failed = await get_job(app, job.id)
    assert (failed.status, failed.error) == (
        JobStatus.FAILED,
        "The payload is not valid for tests.echo.",
    )
    assert "secret" not in str(logs)


async def test_a_job_that_takes_too_long_is_cancelled(app: FastAPI, user: User) -> None:
    worker = idle_worker(app, Clock())
    none_at_all = worker.settings.model_copy(update={"job_time_limit_seconds": 0})
    job = await add_job(app, user, "tests.endless")

    await run_job(replace(worker, settings=none_at_all), job.id)

    failed = await get_job(app, job.id)
    assert (failed.status, failed.error) == (JobStatus.FAILED, TOO_LONG)


async def test_a_worker_that_is_stopped_requeues_its_job(app: FastAPI, user: User) -> None:
    job = await add_job(app, user, "tests.endless", sent_at=Clock().now)
    begun = asyncio.Event()

    async def begin(work: Work, note: Note) -> Note:
        begun.set()
        await endless.function(work, note)
        return note

    worker = replace(idle_worker(app, Clock()), tasks={job.kind: replace(endless, function=begin)})
    working = asyncio.create_task(run_job(worker, job.id))
    await begun.wait()

    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working

    waiting = await get_job(app, job.id)
    assert (waiting.status, waiting.attempts, waiting.sent_at) == (JobStatus.QUEUED, 0, None)


@pytest.mark.parametrize("then", ["tests.echo", "tests.broken"])
async def test_changes_of_a_worker_that_lost_its_lease_are_rolled_back(
    app: FastAPI, user: User, then: str
) -> None:
    clock = Clock()
    slow = idle_worker(app, clock)
    job = await add_job(app, user)

    async def overtaken(work: Work, note: Note) -> Note:
        clock.pass_time(slow.limits.lease)
        await run_job(idle_worker(app, clock), job.id)
        await TASKS[then].function(work, note)
        return note

    tasks = {job.kind: replace(echo, function=overtaken)}
    with capture_logs() as logs:
        await run_job(replace(slow, tasks=tasks), job.id)

    done = await get_job(app, job.id)
    assert (done.status, done.result, done.attempts) == (JobStatus.SUCCEEDED, job.payload, 2)
    assert logs[-1]["event"] in {"job lost", "job failed unexpectedly"}
    assert await count_effects(app) == 1
