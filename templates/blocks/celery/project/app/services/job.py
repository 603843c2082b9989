"""The rules of jobs: who may see one, and how one is asked for."""

from functools import partial
from uuid import UUID

from pydantic import BaseModel

from app.clients.queue import JobQueue
from app.models.base import utc_now
from app.models.job import Job
from app.repositories.job import JobRepository
from app.schemas.job import JobPage, JobQuery, JobResponse, OwnJobQuery
from app.services.unit_of_work import Outbox
from app.utils.exceptions import NotFoundError


class JobService:
    """What users can do with their jobs, and what services ask of workers."""

    def __init__(self, outbox: Outbox, jobs: JobRepository, queue: JobQueue) -> None:
        self._outbox = outbox
        self._jobs = jobs
        self._queue = queue

    async def page(self, query: JobQuery, user_id: UUID) -> JobPage:
        """Return one page of a user's jobs."""
        own = OwnJobQuery(**query.model_dump(), user_id=user_id)
        rows, total = await self._jobs.page(own)
        return JobPage.of(rows, total, own)

    async def get(self, job_id: UUID, user_id: UUID) -> JobResponse:
        """Return a user's job. Raises `NotFoundError` for none, and for somebody else's."""
        job = await self._jobs.get_own(job_id, user_id)
        if job is None:
            raise NotFoundError("there is no such job")
        return JobResponse.model_validate(job)

    async def add(self, kind: str, payload: BaseModel, user_id: UUID) -> Job:
        """Add a job to the changes of this request, to be sent once they are permanent.

        Args:
            kind: The name of the task that does it.
            payload: What the task is to know: keys rather than rows, which may change meanwhile.
            user_id: Whose job it is.
        """
        values = payload.model_dump(mode="json")
        job = await self._jobs.add(Job(kind=kind, payload=values, user_id=user_id))
        self._outbox.after_commit(partial(self._send, job))
        return job

    async def enqueue(self, kind: str, payload: BaseModel, user_id: UUID) -> JobResponse:
        """Add a job, make it permanent and send it; the arguments are those of `add`."""
        job = await self.add(kind, payload, user_id)
        await self._outbox.commit()
        return JobResponse.model_validate(job)

    async def _send(self, job: Job) -> None:
        """Send a job. If that fails it stays unsent, and the relay sends it later."""
        await self._queue.send(job.id, job.kind)
        await self._jobs.mark_sent(job, utc_now())
        await self._outbox.commit()
