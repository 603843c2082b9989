# A property of the model reads the relation.
# into: app/models/shelf.py
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.category import Category


class Shelf(Base):
    __tablename__ = "shelves"

    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    category: Mapped[Category] = relationship(lazy="raise")

    @property
    def title(self) -> str:
        return self.category.name
# into: app/schemas/shelf.py
from app.schemas.base import ResponseSchema


class ShelfResponse(ResponseSchema):
    title: str
