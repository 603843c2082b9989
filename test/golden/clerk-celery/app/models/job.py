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
    """Work that is done later, by whichever worker comes first.

    The row is the outbox too: it is written in the transaction of what asks for the work, and sent
    to the workers once that is committed. A message only says which row to look at.
    """

    __tablename__ = "jobs"
    __table_args__ = (one_of("status", JobStatus),)

    kind: Mapped[str] = mapped_column(String(MAX_KIND_LENGTH))
    status: Mapped[JobStatus] = mapped_column(
        enum_column(JobStatus, length=20), default=JobStatus.QUEUED, index=True
    )
    # What it works on, until it is over: of several jobs with one key, one is active at a time.
    active_key: Mapped[str | None] = mapped_column(String(MAX_ACTIVE_KEY_LENGTH), unique=True)
    payload: Mapped[JsonDocument] = mapped_column(JSON_DOCUMENT)
    result: Mapped[JsonDocument | None] = mapped_column(JSON_DOCUMENT)
    # For its owner to read: never the text of an unexpected exception.
    error: Mapped[str | None] = mapped_column(String(MAX_ERROR_LENGTH))
    # How often a worker took it; who settles it must be the one who took it last.
    attempts: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # When it is to be sent, and when it was; unsent is what the relay still has to send.
    due_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # Until then a worker has it; after that it counts as lost, and another one may take it.
    leased_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # When the row, and the result with it, is deleted.
    expires_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
