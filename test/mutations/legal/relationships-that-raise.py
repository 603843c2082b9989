# Each of the strict ways, said in place, by a constant, by a dictionary.
# into: app/models/visit.py
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from app.models.base import Base
from app.models.category import Category
from app.models.tag import Tag

STRICT = "raise_on_sql"
SHOWN = {"lazy": "raise", "viewonly": True}


class Visit(Base):
    """A visit."""

    __tablename__ = "visits"

    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    tag_id: Mapped[UUID] = mapped_column(ForeignKey("tags.id"))
    category: Mapped[Category] = relationship(foreign_keys=[category_id], lazy=STRICT)
    tag: Mapped[Tag] = relationship(lazy="raise", back_populates="visits")
    again: Mapped[Tag] = relationship(**SHOWN)
    visitors: WriteOnlyMapped["Visit"] = relationship(lazy="write_only")
