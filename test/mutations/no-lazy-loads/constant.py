# A constant says it, in another module.
# into: app/models/loading.py
EAGERLY = "immediate"
# into: app/models/visit.py
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.category import Category
from app.models.loading import EAGERLY


class Visit(Base):
    __tablename__ = "visits"

    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    category: Mapped[Category] = relationship(lazy=EAGERLY)
