# A helper makes all relationships alike.
# into: app/models/visit.py
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.category import Category


def related(**options: Any) -> Any:
    return relationship(**options)


class Visit(Base):
    __tablename__ = "visits"

    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    category: Mapped[Category] = related(foreign_keys=[category_id])
