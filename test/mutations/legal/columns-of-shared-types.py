# The type of the column is part of a shared type.
# into: app/models/visit.py
import datetime as dt
from typing import Annotated

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

Moment = Annotated[dt.datetime, mapped_column(UtcDateTime)]


class Visit(Base):
    __tablename__ = "visits"

    seen_at: Mapped[Moment]
