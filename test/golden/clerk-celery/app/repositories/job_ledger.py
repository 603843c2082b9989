"""The statements of jobs that workers need: each is one, so that of many workers one wins."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import JobStatus
from app.models.base import JsonDocument
from app.models.job import MAX_ERROR_LENGTH, Job
from app.utils.job_limits import JobLimits


class JobLedger:
    """Who works on which job, and how it ended. It never commits."""

    def __init__(self, session: AsyncSession, limits: JobLimits) -> None:
        self._session = session
        self._limits = limits

    async def claim(self, job_id: UUID, now: dt.datetime) -> Job | None:
        """Take a job; `None` if it is over, taken by another worker, or was tried too often."""
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
                # Faster than the one who sent it, who is about to note that.
                sent_at=func.coalesce(Job.sent_at, now),
                leased_until=now + self._limits.lease,
            )
            .returning(Job)
        )

    async def succeed(self, job: Job, result: JsonDocument, now: dt.datetime) -> bool:
        """Note the result; return whether the job was still this worker's."""
        return await self._settle(job, self._over(JobStatus.SUCCEEDED, now) | {"result": result})

    async def fail(self, job: Job, error: str, now: dt.datetime) -> bool:
        """Note why the job failed for good; return whether it was still this worker's."""
        values = {"error": error[:MAX_ERROR_LENGTH]}
        return await self._settle(job, self._over(JobStatus.FAILED, now) | values)

    async def retry(self, job: Job, error: str, due_at: dt.datetime) -> bool:
        """Put the job back until it is due; return whether it was still this worker's."""
        return await self._settle(job, self._again(due_at) | {"error": error[:MAX_ERROR_LENGTH]})

    async def release(self, job: Job) -> bool:
        """Put the job back as if it had not been taken: this worker has to go."""
        return await self._settle(job, self._again(None) | {"attempts": job.attempts - 1})

    async def give_up(self, error: str, now: dt.datetime) -> Sequence[Job]:
        """Fail the jobs that took every worker with them that had them; return them."""
        values = self._over(JobStatus.FAILED, now) | {"error": error}
        given_up = await self._session.scalars(
            update(Job)
            .where(
                Job.status == JobStatus.RUNNING,
                Job.leased_until <= now,
                Job.attempts >= self._limits.attempts,
            )
            .values(**values)
            .returning(Job)
        )
        return given_up.all()

    async def forget_expired(self, now: dt.datetime) -> int:
        """Delete the jobs that were over long ago, their results included; return how many."""
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
        """Change a job that is still in the hands of the worker whose attempt this is."""
        settled = await self._session.scalar(
            update(Job)
            .where(Job.id == job.id, Job.status == JobStatus.RUNNING, Job.attempts == job.attempts)
            .values(**values)
            .returning(Job.id)
        )
        return settled is not None
