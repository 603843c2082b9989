"""The table of runs."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.enums import RunStatus
from app.models.base import JSON_DOCUMENT, Base, JsonDocument, UtcDateTime, enum_column, one_of

MAX_PIPELINE_LENGTH = 63


class Run(Base):
    """One pass of a pipeline over many rows.

    The counters change in the transaction that changes the items: counting 100,000 items takes too
    long for a progress bar.
    """

    __tablename__ = "runs"
    __table_args__ = (one_of("status", RunStatus),)

    pipeline: Mapped[str] = mapped_column(String(MAX_PIPELINE_LENGTH))
    status: Mapped[RunStatus] = mapped_column(
        enum_column(RunStatus, length=20), default=RunStatus.RUNNING, index=True
    )
    # The most items that one process works on at the same time.
    batch_size: Mapped[int]
    max_retries: Mapped[int]
    # What the run was started for: the filters of the list, or ids.
    selection: Mapped[JsonDocument] = mapped_column(JSON_DOCUMENT)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    dead: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    # Selected rows that were not added, because they are open in another run.
    skipped: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
