# The side that nobody sees has the default.
# into: app/models/visit.py
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.category import Category


class Visit(Base):
    __tablename__ = "visits"

    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    category: Mapped[Category] = relationship(lazy="raise", backref="visits")
