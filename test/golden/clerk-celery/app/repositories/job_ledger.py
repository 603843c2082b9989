"""Queries for jobs, for workers: each is a single statement, so that only one worker wins."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import JobStatus
from app.models.base import JsonDocument
from app.models.job import MAX_ERROR_LENGTH, Job
from app.utils.job_limits import JobLimits


class JobLedger:
    """Records which worker has a job, and how it ended. It never commits."""

    def __init__(self, session: AsyncSession, limits: JobLimits) -> None:
        self._session = session
        self._limits = limits

    async def claim(self, job_id: UUID, now: dt.datetime) -> Job | None:
        """Claim a job; `None` if it is finished, claimed by another worker, or out of attempts."""
        free = or_(
            Job.status == JobStatus.QUEUED,
            and_(Job.status == JobStatus.RUNNING, Job.leased_until <= now),
        )
        return await self._session.scalar(
            update(Job)
            .where(Job.id == job_id, free, Job.attempts < self._limits.attempts)
            .values(
                status=JobStatus.RUNNING,
                attempts=Job.attempts + 1,
                started_at=now,
                # The sender may not have recorded it yet.
                sent_at=func.coalesce(Job.sent_at, now),
                leased_until=now + self._limits.lease,
            )
            .returning(Job)
        )

    async def succeed(self, job: Job, result: JsonDocument, now: dt.datetime) -> bool:
        """Store the result; return whether this worker still had the job."""
        return await self._settle(job, self._over(JobStatus.SUCCEEDED, now) | {"result": result})

    async def fail(self, job: Job, error: str, now: dt.datetime) -> bool:
        """Store why the job failed for good; return whether this worker still had it."""
        values = {"error": error[:MAX_ERROR_LENGTH]}
        return await self._settle(job, self._over(JobStatus.FAILED, now) | values)

    async def retry(self, job: Job, error: str, due_at: dt.datetime) -> bool:
        """Requeue the job until it is due; return whether this worker still had it."""
        return await self._settle(job, self._again(due_at) | {"error": error[:MAX_ERROR_LENGTH]})

    async def release(self, job: Job) -> bool:
        """Requeue the job as if it had not been claimed, because this worker is stopping."""
        return await self._settle(job, self._again(None) | {"attempts": Job.attempts - 1})

    async def give_up(self, error: str, now: dt.datetime, *, limit: int) -> Sequence[Job]:
        """Fail jobs whose workers were lost at every attempt, at most `limit`; return them."""
        is_lost = and_(
            Job.status == JobStatus.RUNNING,
            Job.leased_until <= now,
            Job.attempts >= self._limits.attempts,
        )
        oldest = select(Job.id).where(is_lost).order_by(Job.leased_until).limit(limit)
        values = self._over(JobStatus.FAILED, now) | {"error": error}
        given_up = await self._session.scalars(
            update(Job).where(Job.id.in_(oldest), is_lost).values(**values).returning(Job)
        )
        return given_up.all()

    async def forget_expired(self, now: dt.datetime) -> int:
        """Delete the expired jobs and their results; return their number."""
        forgotten = await self._session.scalars(
            delete(Job).where(Job.expires_at <= now).returning(Job.id)
        )
        return len(forgotten.all())

    def _over(self, status: JobStatus, now: dt.datetime) -> dict[str, Any]:
        return {
            "status": status,
            "active_key": None,
            "error": None,
            "leased_until": None,
            "finished_at": now,
            "expires_at": now + self._limits.keep,
        }

    def _again(self, due_at: dt.datetime | None) -> dict[str, Any]:
        return {
            "status": JobStatus.QUEUED,
            "leased_until": None,
            "due_at": due_at,
            "sent_at": None,
        }

    async def _settle(self, job: Job, values: Mapping[str, Any]) -> bool:
        """Change a job if the worker with this attempt still has it."""
        settled = await self._session.scalar(
            update(Job)
            .where(Job.id == job.id, Job.status == JobStatus.RUNNING, Job.attempts == job.attempts)
            .values(**values)
            .returning(Job.id)
        )
        return settled is not None
