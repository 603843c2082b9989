"""How long a job may take, derived from the settings once, so that the limits fit each other."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from app.config import Settings


@dataclass(frozen=True, slots=True)
class JobLimits:
    """The limits of every job, each longer than the one before it."""

    # The work is cancelled, and the job fails.
    soft: dt.timedelta
    # The worker process is killed: it no longer listens.
    hard: dt.timedelta
    # The worker must be dead by then: another one may take the job.
    lease: dt.timedelta
    # A message that no worker took by then is sent again.
    lost: dt.timedelta
    # How often it is tried, and how long a job that is over is kept.
    attempts: int
    # How many jobs of a kind a user may have that are not over, and how many may wait in all.
    per_user: int
    queued: int
    keep: dt.timedelta

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what the settings say."""
        soft = dt.timedelta(seconds=settings.job_time_limit_seconds)
        grace = dt.timedelta(seconds=settings.job_grace_seconds)
        return cls(
            soft=soft,
            hard=soft + grace,
            lease=soft + 2 * grace,
            lost=2 * (soft + 2 * grace),
            attempts=settings.job_max_attempts,
            per_user=settings.jobs_per_user,
            queued=settings.job_max_queued,
            keep=dt.timedelta(hours=settings.job_keep_hours),
        )
