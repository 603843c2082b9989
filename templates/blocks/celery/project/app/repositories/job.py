"""Queries for jobs, for users and the outbox; `job_ledger.py` has those for workers."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import defer
from sqlalchemy.orm.interfaces import ORMOption

from app.enums import JobStatus
from app.models.job import Job
from app.models.user import User
from app.repositories.base import Filters, Sorts
from app.repositories.ensuring import EnsuringRepository


class JobRepository(EnsuringRepository[Job]):
    """The rows of `jobs`: lists of them, and the unsent ones."""

    model = Job
    # A list shows neither of them, and both may be large.
    loads: ClassVar[Sequence[ORMOption]] = (
        defer(Job.payload, raiseload=True),
        defer(Job.result, raiseload=True),
    )
    filters: ClassVar[Filters] = {
        "user_id": lambda value: Job.user_id == value,
        "status": lambda value: Job.status == value,
        "kind": lambda value: Job.kind == value,
        "created_at_from": lambda value: Job.created_at >= value,
        "created_at_to": lambda value: Job.created_at <= value,
    }
    sorts: ClassVar[Sorts] = {
        "created_at": Job.created_at,
        "finished_at": Job.finished_at,
        "kind": Job.kind,
    }

    async def _load(self, row: Job) -> None:
        """Do nothing: a reload would defer columns that the row already has."""

    async def get_own(self, job_id: UUID, user_id: UUID) -> Job | None:
        """Return the job with this ID if it belongs to this user, or `None`."""
        statement = select(Job).where(Job.id == job_id, Job.user_id == user_id)
        return await self._session.scalar(statement)

    async def lock_owner(self, user_id: UUID) -> None:
        """Block other requests for jobs of this user until this transaction ends.

        An update, because it locks in both databases.
        """
        await self._session.execute(
            update(User)
            .where(User.id == user_id)
            .values(updated_at=User.updated_at)
            .execution_options(synchronize_session=False)
        )

    async def count_active(self, kind: str, user_id: UUID) -> int:
        """Return the number of a user's active jobs of a kind."""
        statement = select(func.count()).where(
            Job.user_id == user_id,
            Job.kind == kind,
            Job.status.in_((JobStatus.QUEUED, JobStatus.RUNNING)),
        )
        return await self._session.scalar(statement) or 0

    async def count_queued(self, *, limit: int) -> int:
        """Return the number of waiting jobs of all users, up to `limit`."""
        queued = select(Job.id).where(Job.status == JobStatus.QUEUED).limit(limit)
        statement = select(func.count()).select_from(queued.subquery())
        return await self._session.scalar(statement) or 0

    async def waiting(
        self, now: dt.datetime, *, sent_before: dt.datetime, limit: int
    ) -> Sequence[Job]:
        """Return the jobs to send, oldest first: due and unsent, or with a lost message or worker.

        Args:
            now: The current time.
            sent_before: Jobs that were sent before that and are not claimed count as lost.
            limit: The maximum number of jobs.
        """
        unsent = and_(Job.sent_at.is_(None), or_(Job.due_at.is_(None), Job.due_at <= now))
        queued = and_(Job.status == JobStatus.QUEUED, or_(unsent, Job.sent_at <= sent_before))
        # Not sent again since its worker was lost, or that message was lost too.
        untold = or_(Job.sent_at <= Job.leased_until, Job.sent_at <= sent_before)
        abandoned = and_(Job.status == JobStatus.RUNNING, Job.leased_until <= now, untold)
        found = await self._session.scalars(
            select(Job)
            .where(or_(queued, abandoned))
            .order_by(Job.created_at, Job.id)
            .limit(limit)
            .options(*self.loads)
        )
        return found.all()

    async def mark_sent(self, job: Job, now: dt.datetime) -> None:
        """Record that a job was sent, unless a worker has claimed it meanwhile."""
        await self._session.execute(
            update(Job)
            .where(Job.id == job.id, Job.attempts == job.attempts, Job.status == job.status)
            .values(sent_at=now)
            .execution_options(synchronize_session=False)
        )
