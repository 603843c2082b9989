"""The limits of jobs, derived from the settings in one place, so that they are consistent."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from app.config import Settings


@dataclass(frozen=True, slots=True)
class JobLimits:
    """The limits of every job; of the first four, each is longer than the one before."""

    # After that the work is cancelled, and the job fails.
    soft: dt.timedelta
    # After that the worker process is killed, because it ignores the cancellation.
    hard: dt.timedelta
    # After that the worker counts as lost, and another one may claim the job.
    lease: dt.timedelta
    # After that a message that no worker took is sent again.
    lost: dt.timedelta
    # The maximum number of attempts; `keep` is how long a finished job is kept.
    attempts: int
    # The maximum number of active jobs per user and kind, and of waiting jobs in total.
    per_user: int
    queued: int
    keep: dt.timedelta

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits from the settings."""
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
