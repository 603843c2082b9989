"""The table of rate limits of external services."""

from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base

MAX_SERVICE_LENGTH = 50


class RateSlot(Base):
    """When the next call to a service may start, for all processes together."""

    __tablename__ = "rate_slots"

    service: Mapped[str] = mapped_column(String(MAX_SERVICE_LENGTH), unique=True)
    # Seconds since 1970, by the clock of the database.
    next_at: Mapped[float] = mapped_column(Double)
