"""The table of news items."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

MAX_TITLE_LENGTH = 300
MAX_SUMMARY_LENGTH = 2000
MAX_LINK_LENGTH = 2000


class NewsItem(Base):
    """A news item of a team, stored once even if several feeds contain it."""

    __tablename__ = "news_items"
    __table_args__ = (
        UniqueConstraint("team_id", "fingerprint"),
        Index(None, "team_id", "published_at"),
    )

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    source_id: Mapped[UUID] = mapped_column(
        ForeignKey("news_sources.id", ondelete="CASCADE"), index=True
    )
    # A hash of the item's GUID, because feeds use GUIDs of any length.
    fingerprint: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(MAX_TITLE_LENGTH))
    url: Mapped[str | None] = mapped_column(String(MAX_LINK_LENGTH))
    summary: Mapped[str] = mapped_column(String(MAX_SUMMARY_LENGTH))
    published_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
