"""The resources of a process that runs jobs."""

import datetime as dt
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from secrets import SystemRandom
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.backends import Backends
from app.config import Settings
from app.jobs.tasks import TASKS
from app.jobs.work import Task
from app.models.base import utc_now
from app.utils.database import create_engine, create_session_factory
from app.utils.job_limits import JobLimits


@dataclass(frozen=True, slots=True)
class Worker:
    """The resources of a worker, in a Celery process or in the application.

    Args:
        settings: The settings of the application.
        sessions: Creates database sessions.
        backends: The clients of external services.
        tasks: The tasks by kind.
        clock: Returns the current time.
        rng: Returns a random number between 0 and 1.
    """

    settings: Settings
    sessions: async_sessionmaker[AsyncSession]
    backends: Backends
    tasks: Mapping[str, Task[Any]] = field(default_factory=lambda: TASKS)
    clock: Callable[[], dt.datetime] = utc_now
    rng: Callable[[], float] = SystemRandom().random

    @property
    def limits(self) -> JobLimits:
        """The limits of jobs."""
        return JobLimits.of(self.settings)


@asynccontextmanager
async def open_worker(
    settings: Settings, tasks: Mapping[str, Task[Any]] = TASKS
) -> AsyncGenerator[Worker]:
    """Open the resources of a worker process, and close them in the end."""
    engine = create_engine(settings)
    backends = Backends.of(settings)
    try:
        async with backends.running():
            yield Worker(settings, create_session_factory(engine), backends, tasks)
    finally:
        await engine.dispose()
