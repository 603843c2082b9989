# The module under another name, and the default said aloud.
# into: app/models/visit.py
from uuid import UUID

import sqlalchemy.orm as orm
from sqlalchemy import ForeignKey

from app.models.base import Base
from app.models.category import Category


class Visit(Base):
    __tablename__ = "visits"

    category_id: orm.Mapped[UUID] = orm.mapped_column(ForeignKey("categories.id"))
    category: orm.Mapped[Category] = orm.relationship(lazy="select")
