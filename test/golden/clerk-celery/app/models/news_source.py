"""The table of the feeds that teams read."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

# An index of PostgreSQL takes 2704 bytes, and a character may have four.
MAX_FEED_URL_LENGTH = 500
MAX_VALIDATOR_LENGTH = 500
MAX_FAULT_LENGTH = 200


class NewsSource(Base):
    """A feed that a team reads."""

    __tablename__ = "news_sources"
    __table_args__ = (UniqueConstraint("team_id", "url"),)

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    url: Mapped[str] = mapped_column(String(MAX_FEED_URL_LENGTH))
    title: Mapped[str | None] = mapped_column(String(200))
    # What the server said of the version that was read last; empty for nothing.
    etag: Mapped[str] = mapped_column(String(MAX_VALIDATOR_LENGTH), default="")
    last_modified: Mapped[str] = mapped_column(String(MAX_VALIDATOR_LENGTH), default="")
    # When it was tried last, why that failed, and how often it has failed since it last worked.
    fetched_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(MAX_FAULT_LENGTH))
    failures: Mapped[int] = mapped_column(default=0)
