"""What every repository can do: the statements of one table, and nothing that decides."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.interfaces import ORMOption

from app.models.base import Base, utc_now
from app.repositories.integrity import domain_errors
from app.schemas.page import PageQuery, rows_before

ModelT = TypeVar("ModelT", bound=Base)
Column: TypeAlias = InstrumentedAttribute[Any]
# By query parameter: the condition that its value makes.
Filters: TypeAlias = Mapping[str, Callable[[Any], ColumnElement[bool]]]
Sorts: TypeAlias = Mapping[str, Column]


class Repository(Generic[ModelT]):
    """The rows of one table.

    It flushes, so that keys and conflicts are known at once, and never commits: that is the unit of
    work's. A subclass names its model, and what a list may be filtered and sorted by.
    """

    model: type[ModelT]
    filters: ClassVar[Filters]
    sorts: ClassVar[Sorts]
    # How the related rows that a response needs are loaded; nothing is loaded lazily.
    loads: ClassVar[Sequence[ORMOption]] = ()

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, key: UUID, *, for_update: bool = False) -> ModelT | None:
        """Return the row with this key, or `None`.

        Args:
            key: Its primary key.
            for_update: Whether the row is locked until the transaction ends, so that what was read
                is still true when it is written.
        """
        return await self._session.get(
            self.model,
            key,
            options=self.loads,
            populate_existing=for_update,
            # `key_share`: other transactions may insert rows that refer to this one.
            with_for_update={"key_share": True, "of": self.model} if for_update else None,
        )

    async def get_by(self, field: str, value: object) -> ModelT | None:
        """Return the row whose unique `field` has this value, or `None`."""
        statement = select(self.model).where(getattr(self.model, field) == value)
        return await self._session.scalar(statement)

    async def get_many(self, keys: Sequence[UUID]) -> Sequence[ModelT]:
        """Return the rows with these keys; a key without a row is left out."""
        rows = await self._session.scalars(select(self.model).where(self.model.id.in_(keys)))
        return rows.all()

    async def page(self, query: PageQuery) -> tuple[Sequence[ModelT], int]:
        """Return the rows of one page, and how many rows there are on all pages."""
        conditions = self._conditions(query)
        count = select(func.count()).select_from(self.model).where(*conditions)
        # Each row carries the total: to ask for it apart would be a second way to the database.
        found = await self._session.execute(
            select(self.model, count.correlate(None).scalar_subquery())
            .where(*conditions)
            .order_by(*self._order(query.sort))
            .offset(rows_before(query))
            .limit(query.size)
            .options(*self.loads)
        )
        rows = found.all()
        total = rows[0][1] if rows else await self._session.scalar(count)
        return [row for row, _ in rows], total or 0

    async def add(self, row: ModelT, *, in_savepoint: bool = False) -> ModelT:
        """Insert a row.

        Args:
            row: The new row.
            in_savepoint: Whether the transaction can go on after an error.

        Raises:
            ConflictError: for a unique value that is taken.
            UnknownReferenceError: for a key that belongs to no row.
        """
        async with self._session.begin_nested() if in_savepoint else nullcontext():
            self._session.add(row)
            await self._flush()
        await self._load(row)
        return row

    async def update(self, row: ModelT, values: Mapping[str, Any]) -> ModelT:
        """Change a row; raises what `add` raises."""
        for name, value in values.items():
            setattr(row, name, value)
        if self._session.is_modified(row):
            # `onupdate` misses a change of nothing but a set: that is in another table.
            row.updated_at = utc_now()
        await self._flush()
        await self._load(row)
        return row

    async def delete(self, row: ModelT) -> None:
        """Delete a row; raises `ConflictError` while others must refer to it."""
        # A statement, since the unit of work finds no order for a row that refers to itself.
        with domain_errors(deleting=True):
            await self._session.execute(delete(self.model).where(self.model.id == row.id))

    def _conditions(self, query: PageQuery) -> list[ColumnElement[bool]]:
        asked = query.model_dump(include=set(self.filters), exclude_none=True)
        return [self.filters[name](value) for name, value in asked.items()]

    def _order(self, sort: str) -> tuple[ColumnElement[Any], Column]:
        column = self.sorts[sort.removeprefix("-")]
        # Rows that compare equal would change places between two pages.
        return (column.desc() if sort.startswith("-") else column.asc()), self.model.id

    async def _load(self, row: ModelT) -> None:
        """Load the relations that a response to a write shows, as `get` does."""
        if self.loads:
            await self._session.get(self.model, row.id, options=self.loads, populate_existing=True)

    async def _flush(self) -> None:
        with domain_errors():
            await self._session.flush()
