# A helper that says it for all of them.
# into: app/models/visit.py
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.category import Category


def strict(**options: Any) -> Any:
    """Return a relationship that loads nothing by itself."""
    return relationship(lazy="raise", **options)


class Visit(Base):
    """A visit."""

    __tablename__ = "visits"

    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    category: Mapped[Category] = strict(foreign_keys=[category_id])
