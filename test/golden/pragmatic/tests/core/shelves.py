"""A table for the tests of repositories, and the query parameters of its list."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, ForeignKey, MetaData, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.schemas.page import PageQuery


class Throwaway(Base):
    """Keeps the tables of these tests out of the application's metadata."""

    __abstract__ = True
    metadata: ClassVar[MetaData] = MetaData(naming_convention=Base.metadata.naming_convention)


class ThrowawayShelf(Throwaway):
    """A shelf that may stand above another."""

    __tablename__ = "throwaway_shelves"

    label: Mapped[str] = mapped_column(String(20), unique=True)
    height: Mapped[int] = mapped_column(CheckConstraint("height > 0", name="height"), default=1)
    above_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("throwaway_shelves.id", ondelete="RESTRICT")
    )

    above: Mapped["ThrowawayShelf | None"] = relationship(
        remote_side="ThrowawayShelf.id", lazy="raise"
    )


class ShelfQuery(PageQuery):
    """Query parameters of the list of shelves."""

    sort: Literal["label", "-label", "height", "-height"] = "label"
    height_from: Annotated[int, Field(ge=0)] | None = None
