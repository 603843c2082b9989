"""Base class of repositories: the statements of one table, without business rules."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.interfaces import ORMOption

from app.models.base import Base, utc_now
from app.repositories.integrity import domain_errors
from app.schemas.page import PageQuery, rows_before

ModelT = TypeVar("ModelT", bound=Base)
Column: TypeAlias = InstrumentedAttribute[Any]
# For each query parameter, the condition for its value.
Filters: TypeAlias = Mapping[str, Callable[[Any], ColumnElement[bool]]]
Sorts: TypeAlias = Mapping[str, Column]


class Repository(Generic[ModelT]):
    """The rows of one table.

    It flushes, so that keys and conflicts are known at once, and never commits; the unit of work
    does. Subclasses declare their model, filters and sort columns.
    """

    model: type[ModelT]
    filters: ClassVar[Filters]
    sorts: ClassVar[Sorts]
    # Loader options for the relations in responses; nothing is loaded lazily.
    loads: ClassVar[Sequence[ORMOption]] = ()

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, key: UUID, *, for_update: bool = False) -> ModelT | None:
        """Return the row with this key, or `None`.

        Args:
            key: Its primary key.
            for_update: Whether to lock the row until the transaction ends, so that no other
                transaction changes it.
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
        """Return the rows with these keys; unknown keys are left out."""
        rows = await self._session.scalars(select(self.model).where(self.model.id.in_(keys)))
        return rows.all()

    async def page(self, query: PageQuery) -> tuple[Sequence[ModelT], int]:
        """Return the rows of one page, and the number of rows on all pages."""
        conditions = self._conditions(query)
        count = select(func.count()).select_from(self.model).where(*conditions)
        # Each row carries the total, which saves a second query.
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
            in_savepoint: Whether to use a savepoint, so that the transaction survives an error.

        Raises:
            ConflictError: for a unique value that is taken.
            UnknownReferenceError: for an unknown key.
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
            # `onupdate` misses changes of many-to-many relations, which are in another table.
            row.updated_at = utc_now()
        await self._flush()
        await self._load(row)
        return row

    async def delete(self, row: ModelT) -> None:
        """Delete a row.

        Raises `ConflictError` while other rows refer to it, `TransactionAbortedError` if another
        request has deleted it; the request is then retried.
        """
        # A DELETE statement: the unit of work cannot order a row that refers to itself.
        statement = delete(self.model).where(self.model.id == row.id).returning(self.model.id)
        with domain_errors(deleting=True):
            if await self._session.scalar(statement) is None:
                raise StaleDataError

    def _conditions(self, query: PageQuery) -> list[ColumnElement[bool]]:
        asked = query.model_dump(include=set(self.filters), exclude_none=True)
        return [self.filters[name](value) for name, value in asked.items()]

    def _order(self, sort: str) -> tuple[ColumnElement[Any], Column]:
        column = self.sorts[sort.removeprefix("-")]
        # The id keeps the order of equal rows stable between pages.
        return (column.desc() if sort.startswith("-") else column.asc()), self.model.id

    async def _load(self, row: ModelT) -> None:
        """Load the relations for the response to a write, as `get` does."""
        if self.loads:
            await self._session.get(self.model, row.id, options=self.loads, populate_existing=True)

    async def _flush(self) -> None:
        with domain_errors():
            await self._session.flush()
