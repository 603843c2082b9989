"""The table of teams' feeds."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

# A PostgreSQL index entry holds 2704 bytes; a character may take four.
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
    # The validators of the last version that was read; empty if the server sent none.
    etag: Mapped[str] = mapped_column(String(MAX_VALIDATOR_LENGTH), default="")
    last_modified: Mapped[str] = mapped_column(String(MAX_VALIDATOR_LENGTH), default="")
    # Time and error of the last attempt, and the number of failures since the last success.
    fetched_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(MAX_FAULT_LENGTH))
    failures: Mapped[int] = mapped_column(default=0)
