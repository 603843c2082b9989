"""The table of jobs."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.enums import JobStatus
from app.models.base import JSON_DOCUMENT, Base, JsonDocument, UtcDateTime, enum_column, one_of

MAX_KIND_LENGTH = 100
MAX_ERROR_LENGTH = 500
MAX_ACTIVE_KEY_LENGTH = 200


class Job(Base):
    """Work that a worker does later.

    The row is also the outbox: it is written in the transaction of the request, and sent to the
    workers after the commit. A message has only the ID of the row.
    """

    __tablename__ = "jobs"
    __table_args__ = (one_of("status", JobStatus),)

    kind: Mapped[str] = mapped_column(String(MAX_KIND_LENGTH))
    status: Mapped[JobStatus] = mapped_column(
        enum_column(JobStatus, length=20), default=JobStatus.QUEUED, index=True
    )
    # Set until the job is finished: of several jobs with one key, one is active at a time.
    active_key: Mapped[str | None] = mapped_column(String(MAX_ACTIVE_KEY_LENGTH), unique=True)
    payload: Mapped[JsonDocument] = mapped_column(JSON_DOCUMENT)
    result: Mapped[JsonDocument | None] = mapped_column(JSON_DOCUMENT)
    # Shown to the owner: never the message of an unexpected exception.
    error: Mapped[str | None] = mapped_column(String(MAX_ERROR_LENGTH))
    # The number of claims; only the worker with the last claim may settle the job.
    attempts: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # When the job is due to be sent, and when it was sent; the relay sends unsent jobs.
    due_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # The end of the worker's lease; after that, another worker may claim the job.
    leased_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # When the row and its result are deleted.
    expires_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
