# A base that says once which column a moment gets.
# into: app/models/mapped.py
"""Another base."""

import datetime as dt

from sqlalchemy.orm import DeclarativeBase, Mapped

from app.models.base import UtcDateTime


class OtherBase(DeclarativeBase):
    """Says which column a moment gets."""

    type_annotation_map = {dt.datetime: UtcDateTime}  # noqa: RUF012


class Other(OtherBase):
    """A row."""

    __tablename__ = "others"

    happened_at: Mapped[dt.datetime]
