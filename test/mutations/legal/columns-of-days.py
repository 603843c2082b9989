# Days and times of day have no zone, and need no type.
# into: app/models/calendar.py
"""The table of days."""

import datetime as dt

from sqlalchemy import Date, Time
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Day(Base):
    """A day."""

    __tablename__ = "days"

    on: Mapped[dt.date]
    opens: Mapped[dt.time | None] = mapped_column(Time)
    closes_on: Mapped[dt.date] = mapped_column(Date, default=dt.date.max)
