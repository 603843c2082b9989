"""A resource that only the tests of the import have, with a field of each kind."""

import datetime as dt
import enum
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt
from sqlalchemy import CheckConstraint, Column, ForeignKey, Numeric, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_DOCUMENT, JsonDocument, UtcDateTime, enum_column
from app.repositories.base import Filters, Repository, Sorts
from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.types import Date, Document, Keys, Moment, NonBlankText, Slug, Text, TimeOfDay
from scripts.rows import Resource
from tests.repositories.shelves import Throwaway

throwaway_book_sequels = Table(
    "throwaway_book_sequels",
    Throwaway.metadata,
    Column("book_id", ForeignKey("throwaway_books.id", ondelete="CASCADE"), primary_key=True),
    Column("sequel_id", ForeignKey("throwaway_books.id", ondelete="CASCADE"), primary_key=True),
)


class Binding(enum.StrEnum):
    PAPER = "paper"
    NONE = "-"


class ThrowawayBook(Throwaway):
    __tablename__ = "throwaway_books"

    title: Mapped[str] = mapped_column(String(80), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    note: Mapped[str | None] = mapped_column(String(80))
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    weight: Mapped[float | None]
    pages: Mapped[int] = mapped_column(CheckConstraint("pages < 9", name="pages"), default=1)
    lent: Mapped[bool] = mapped_column(default=False)
    binding: Mapped[Binding] = mapped_column(enum_column(Binding, length=8), default=Binding.PAPER)
    printed: Mapped[dt.date | None]
    read_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    opens: Mapped[dt.time | None]
    details: Mapped[JsonDocument | None] = mapped_column(JSON_DOCUMENT)
    # Private, read-only, and both.
    code: Mapped[str] = mapped_column(String(80))
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    marks: Mapped[JsonDocument | None] = mapped_column(JSON_DOCUMENT)
    shelf_id: Mapped[UUID | None] = mapped_column(ForeignKey("throwaway_shelves.id"))
    prequel_id: Mapped[UUID | None] = mapped_column(ForeignKey("throwaway_books.id"), unique=True)

    sequels: Mapped[list["ThrowawayBook"]] = relationship(
        secondary=throwaway_book_sequels,
        primaryjoin=lambda: ThrowawayBook.id == throwaway_book_sequels.c.book_id,
        secondaryjoin=lambda: ThrowawayBook.id == throwaway_book_sequels.c.sequel_id,
        lazy="raise",
    )


class BookCreate(RequestSchema):
    title: Annotated[NonBlankText, Field(max_length=80)]
    slug: Annotated[Slug, Field(max_length=80)] | None = None
    note: Annotated[Text, Field(max_length=80)] | None = None
    price: Annotated[Decimal, Field(max_digits=10, decimal_places=2)]
    weight: float | None = None
    pages: Annotated[StrictInt, Field(ge=1)] = 1
    lent: StrictBool = False
    binding: Binding = Binding.PAPER
    printed: Date | None = None
    read_at: Moment | None = None
    opens: TimeOfDay | None = None
    details: Document | None = None
    code: NonBlankText
    shelf_id: UUID | None = None
    prequel_id: UUID | None = None
    sequel_ids: Keys = Field(default_factory=list)


class BookResponse(ResponseSchema):
    id: UUID
    title: str
    slug: str
    note: str | None
    price: Decimal
    weight: float | None
    pages: int
    lent: bool
    binding: Binding
    printed: dt.date | None
    read_at: dt.datetime | None
    opens: dt.time | None
    details: JsonDocument | None
    seen_at: dt.datetime | None
    shelf_id: UUID | None
    prequel_id: UUID | None
    sequel_ids: list[UUID]
    created_at: dt.datetime
    updated_at: dt.datetime


class BookRepository(Repository[ThrowawayBook]):
    model = ThrowawayBook
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}


BOOKS = Resource.of(BookRepository, BookCreate, BookResponse)
