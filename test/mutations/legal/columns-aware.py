# Columns of moments, all with their zone.
# into: app/models/logbook.py
"""The table of entries."""

import datetime as dt

from sqlalchemy import DateTime, func
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, utc_now


class Entry(Base):
    """Something that happened."""

    __tablename__ = "entries"

    happened_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    noted_at: Mapped[dt.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )
    closed_at: Mapped[dt.datetime | None] = mapped_column(
        "closed", TIMESTAMP(timezone=True), onupdate=func.now()
    )
