"""A worker for tests, with the test's database and its own tasks."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.clients.queue import LocalQueue, QueueError
from app.jobs.runner import run_job
from app.jobs.work import Task, Work, task
from app.jobs.worker import Worker
from app.models.base import utc_now
from app.models.job import Job
from app.models.user import User
from app.repositories.job import JobRepository
from app.utils.database import create_session_factory
from app.utils.exceptions import ConflictError
from app.utils.retryable import RetryableError
from tests.factories.counter import next_number


class Note(BaseModel):
    """The payload and the result of the tasks of these tests."""

    text: str = "hello"


@task("tests.echo", Note)
async def echo(work: Work, note: Note) -> Note:
    """Add a job, as an effect that can be counted, and return the payload."""
    await JobRepository(work.session).add(Job(kind="effect", payload={}, user_id=work.user_id))
    await work.unit_of_work.commit()
    return note


@task("tests.flaky", Note)
async def flaky(work: Work, note: Note) -> Note:
    """Make an uncommitted change, and raise a retryable error."""
    await echo.function(work, note)
    raise RetryableError("Come back later.", retry_after=90 if note.text == "busy" else None)


@task("tests.refused", Note)
async def refused(work: Work, note: Note) -> Note:
    """Raise an error that is shown to the owner."""
    raise ConflictError("It is there already.")


@task("tests.broken", Note)
async def broken(work: Work, note: Note) -> Note:
    """Make an uncommitted change, and raise an unexpected error."""
    await echo.function(work, note)
    raise RuntimeError("a private detail")


@task("tests.endless", Note)
async def endless(work: Work, note: Note) -> Note:
    """Never finish."""
    await asyncio.Event().wait()
    return note


TASKS: dict[str, Task[Any]] = {each.kind: each for each in (echo, flaky, refused, broken, endless)}


@asynccontextmanager
async def real_sessions(engine: AsyncEngine) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield a factory of real, concurrent sessions; delete their rows afterwards."""
    factory = create_session_factory(engine)
    yield factory
    async with factory() as session:
        await session.execute(delete(Job))
        await session.execute(delete(User))
        await session.commit()


@dataclass
class Clock:
    """A clock that tests advance."""

    now: dt.datetime = field(default_factory=utc_now)

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_time(self, passed: dt.timedelta) -> None:
        """Advance the time."""
        self.now += passed


class DeadQueue(LocalQueue):
    """A queue whose broker is down while `gone` is set."""

    gone = True

    async def send(self, job_id: UUID, kind: str) -> None:
        if self.gone:
            raise QueueError("The broker does not respond.")
        await super().send(job_id, kind)


def worker_of(app: FastAPI, **changes: Any) -> Worker:
    """Return a worker for the application's jobs."""
    state = app.state
    return Worker(state.settings, state.session_factory, state.backends, **changes)


def idle_worker(app: FastAPI, clock: Clock) -> Worker:
    """Return a worker for the tasks of these tests; its random numbers are always 0.5."""
    return worker_of(app, tasks=TASKS, clock=clock, rng=lambda: 0.5)


async def work_off_all(app: FastAPI) -> None:
    """Run all jobs in the application's own queue."""
    queue: LocalQueue = app.state.backends.queue
    while queue.waiting:
        await run_job(worker_of(app), await queue.take())


async def add_job(app: FastAPI, user: User, kind: str = "tests.echo", /, **values: Any) -> Job:
    """Add a job to the database without sending it."""
    payload = {"text": f"hello-{next_number()}"}
    job = Job(**({"kind": kind, "payload": payload, "user_id": user.id} | values))
    async with app.state.session_factory() as session:
        session.add(job)
        await session.commit()
    return job


async def get_job(app: FastAPI, job_id: UUID) -> Job:
    """Return the current row of a job."""
    async with app.state.session_factory() as session:
        job = await session.get(Job, job_id)
    assert isinstance(job, Job)
    return job
