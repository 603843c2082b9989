"""The table of the items of runs."""

import datetime as dt
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.enums import ItemStatus
from app.models.base import Base, UtcDateTime, enum_column, one_of
from app.models.run import MAX_PIPELINE_LENGTH

MAX_ERROR_LENGTH = 500
MAX_ERROR_CODE_LENGTH = 50
MAX_HOLDER_LENGTH = 64

IS_OPEN = text("status = 'open'")
IS_HELD = text("status = 'open' AND holder IS NOT NULL")


class RunItem(Base):
    """The processing of one row in one run."""

    __tablename__ = "run_items"
    __table_args__ = (
        one_of("status", ItemStatus),
        UniqueConstraint("run_id", "subject_id"),
        Index("ix_run_items_status", "run_id", "status", "id"),
        # A row is in one open run only.
        Index(
            "uq_run_items_open",
            "pipeline",
            "subject_id",
            unique=True,
            postgresql_where=IS_OPEN,
            sqlite_where=IS_OPEN,
        ),
        # Finds the items that are due; finished items are not in it and cost nothing.
        Index(
            "ix_run_items_due",
            "run_id",
            "losses",
            "available_at",
            "id",
            postgresql_where=IS_OPEN,
            sqlite_where=IS_OPEN,
        ),
        # Finds the leases that have expired, without a look at the items that wait.
        Index(
            "ix_run_items_held",
            "available_at",
            postgresql_where=IS_HELD,
            sqlite_where=IS_HELD,
        ),
    )

    # The database numbers the items: `INSERT … SELECT` adds them, and they are claimed in order.
    id: Mapped[int] = mapped_column(  # type: ignore[assignment]
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, sort_order=-1
    )
    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"))
    pipeline: Mapped[str] = mapped_column(String(MAX_PIPELINE_LENGTH))
    # The id of the row; not a foreign key, because each pipeline has its own table.
    subject_id: Mapped[UUID]
    status: Mapped[ItemStatus] = mapped_column(
        enum_column(ItemStatus, length=20), default=ItemStatus.OPEN
    )
    # The end of the lease while a process holds the item; otherwise when it is due.
    available_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    # The process that works on the item.
    holder: Mapped[str | None] = mapped_column(String(MAX_HOLDER_LENGTH))
    # The number of claims: only the process with the last claim may settle the item.
    claims: Mapped[int] = mapped_column(default=0)
    # Attempts that failed, and processes that stopped while they held the item.
    failures: Mapped[int] = mapped_column(default=0)
    losses: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(MAX_ERROR_CODE_LENGTH))
    # Shown to users: never the message of an unexpected exception.
    error: Mapped[str | None] = mapped_column(String(MAX_ERROR_LENGTH))
    started_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
