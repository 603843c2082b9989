"""Business rules of jobs: users see their own, and may have a limited number of them."""

from functools import partial
from uuid import UUID

import structlog
from pydantic import BaseModel

from app.clients.queue import JobQueue
from app.models.base import utc_now
from app.models.job import Job
from app.repositories.job import JobRepository
from app.schemas.job import JobPage, JobQuery, JobResponse, OwnJobQuery
from app.services.unit_of_work import Outbox
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.job_errors import QueueFullError, TooManyJobsError
from app.utils.job_limits import JobLimits

logger = structlog.get_logger("security")


class JobService:
    """Lists the jobs of a user, and adds jobs."""

    def __init__(
        self, outbox: Outbox, jobs: JobRepository, queue: JobQueue, limits: JobLimits
    ) -> None:
        self._outbox = outbox
        self._jobs = jobs
        self._queue = queue
        self._limits = limits

    async def page(self, query: JobQuery, user_id: UUID) -> JobPage:
        """Return one page of a user's jobs."""
        own = OwnJobQuery(**query.model_dump(), user_id=user_id)
        rows, total = await self._jobs.page(own)
        return JobPage.of(rows, total, own)

    async def get(self, job_id: UUID, user_id: UUID) -> JobResponse:
        """Return a job of a user. Raises `NotFoundError` if the user has no such job."""
        job = await self._jobs.get_own(job_id, user_id)
        if job is None:
            raise NotFoundError("job not found", resource="job", key=job_id)
        return JobResponse.model_validate(job)

    async def add(
        self, kind: str, payload: BaseModel, user_id: UUID, *, key: str | None = None
    ) -> Job:
        """Add a job to the transaction of this request, and send it after the commit.

        If a job with the same key is active, it is returned instead.

        Args:
            kind: The kind of the task.
            payload: The arguments of the task: IDs rather than rows, which may change meanwhile.
            user_id: The owner of the job.
            key: Identifies the work, if only one such job may be active at a time.
        """
        values = payload.model_dump(mode="json")
        new = Job(kind=kind, payload=values, user_id=user_id, active_key=key)
        if key is None:
            job = await self._jobs.add(new)
        else:
            job = await self._jobs.ensure(new, "active_key")
        if job is new:
            self._outbox.after_commit(partial(self._send, job))
        return job

    async def enqueue(
        self, kind: str, payload: BaseModel, user_id: UUID, *, key: str | None = None
    ) -> JobResponse:
        """Add a job, commit and send it; the arguments are those of `add`.

        Raises `ConflictError` if another user has a job with this key, `TooManyJobsError` if the
        user has too many jobs of this kind, `QueueFullError` if too many jobs wait.
        """
        await self._jobs.lock_owner(user_id)
        job = None if key is None else await self._jobs.get_by("active_key", key)
        if job is None:
            await self._require_room(kind, user_id)
            job = await self.add(kind, payload, user_id, key=key)
        if job.user_id != user_id:
            raise ConflictError("a job of another user already does this")
        await self._outbox.commit()
        return JobResponse.model_validate(job)

    async def _require_room(self, kind: str, user_id: UUID) -> None:
        if await self._jobs.count_active(kind, user_id) >= self._limits.per_user:
            logger.warning("too many jobs", kind=kind, user_id=str(user_id))
            raise TooManyJobsError("Wait until one of your jobs is finished.")
        if await self._jobs.count_queued(limit=self._limits.queued) >= self._limits.queued:
            logger.warning("queue full", kind=kind)
            raise QueueFullError("Too many jobs are waiting.")

    async def _send(self, job: Job) -> None:
        """Send a job. If that fails, the relay sends it later."""
        await self._queue.send(job.id, job.kind)
        await self._jobs.mark_sent(job, utc_now())
        await self._outbox.commit()
