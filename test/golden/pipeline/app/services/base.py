"""Base class of repositories: the statements of one table, with declared rules."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.interfaces import ORMOption

from app.models.base import Base, utc_now
from app.schemas.base import RequestSchema, UpdateSchema
from app.schemas.page import PageQuery, rows_before
from app.services.rules import ModelRows, Rules
from app.services.slugs import add_with_slugs
from app.utils.exceptions import NotFoundError
from app.utils.integrity import domain_errors

ModelT = TypeVar("ModelT", bound=Base)
CreateT = TypeVar("CreateT", bound=RequestSchema)
UpdateT = TypeVar("UpdateT", bound=UpdateSchema)
StatementT = TypeVar("StatementT", bound=Select[*tuple[Any, ...]])
Column: TypeAlias = InstrumentedAttribute[Any]
# For each query parameter, the condition for its value.
Filters: TypeAlias = Mapping[str, Callable[[Any], ColumnElement[bool]]]
Sorts: TypeAlias = Mapping[str, Column]


class BaseRepository(Generic[ModelT, CreateT, UpdateT]):
    """The rows of one table.

    It is stateless: methods take the session first, and everything else by keyword. It flushes, so
    that keys and conflicts are known at once, and never commits; `get_db` does. Subclasses declare
    filters, sort columns, and the rules of `app.db.repositories.rules`.
    """

    # Name of a row in error messages.
    noun: ClassVar[str]
    filters: ClassVar[Filters]
    sorts: ClassVar[Sorts]
    rules: ClassVar[Rules] = Rules()
    # Loader options for the relations in responses; nothing is loaded lazily.
    loads: ClassVar[Sequence[ORMOption]] = ()

    def __init__(self, model: type[ModelT]) -> None:
        """Store the model of the rows."""
        self.model = model

    async def get(self, db: AsyncSession, *, key: UUID, for_update: bool = False) -> ModelT | None:
        """Return the row with this key, or `None`.

        Args:
            db: The session of the request.
            key: Its primary key.
            for_update: Whether to lock the row until the transaction ends, so that no other
                transaction changes it.
        """
        return await db.get(
            self.model,
            key,
            options=self.loads,
            populate_existing=for_update,
            # `key_share`: other transactions may insert rows that refer to this one.
            with_for_update={"key_share": True, "of": self.model} if for_update else None,
        )

    async def require(self, db: AsyncSession, *, key: UUID, for_update: bool = False) -> ModelT:
        """Return the row with this key. Raises `NotFoundError` when there is none."""
        row = await self.get(db, key=key, for_update=for_update)
        if row is None:
            raise NotFoundError(f"{self.noun} not found", resource=self.noun, key=key)
        return row

    async def get_multi(self, db: AsyncSession, *, query: PageQuery) -> Sequence[ModelT]:
        """Return the rows of one page."""
        listed = self._listed(select(self.model), self._conditions(query), query)
        return (await db.scalars(listed)).all()

    async def count(self, db: AsyncSession, *, query: PageQuery) -> int:
        """Return the number of rows on all pages."""
        return await db.scalar(self._counted(self._conditions(query))) or 0

    async def page(self, db: AsyncSession, *, query: PageQuery) -> tuple[Sequence[ModelT], int]:
        """Return the rows of one page, and the number of rows on all pages."""
        conditions = self._conditions(query)
        counted = self._counted(conditions)
        # Each row carries the total, which saves a second query.
        statement = select(self.model, counted.correlate(None).scalar_subquery())
        found = (await db.execute(self._listed(statement, conditions, query))).all()
        total = found[0][1] if found else await db.scalar(counted)
        return [row for row, _ in found], total or 0

    async def create(self, db: AsyncSession, *, payload: CreateT) -> ModelT:
        """Insert a row.

        Raises `ConflictError` for a taken unique value, `UnknownReferenceError` for an unknown key.
        """
        rows = ModelRows(db, self.model)
        values = payload.model_dump()
        await self.rules.complete(rows, values)
        row = await add_with_slugs(rows, self.model(**values), self.rules.slugs)
        await self._load(db, row)
        return row

    async def update(self, db: AsyncSession, *, row: ModelT, payload: UpdateT) -> ModelT:
        """Update the given fields; omitted fields keep their values.

        Raises what `create` raises, and `NotFoundError` if the row has been deleted.
        """
        values = payload.model_dump(exclude_unset=True)
        locked = await self.require(db, key=row.id, for_update=True)
        await self.rules.check(ModelRows(db, self.model), values, keep=locked)
        return await self.write(db, row=locked, values=values)

    async def delete(self, db: AsyncSession, *, row: ModelT) -> None:
        """Delete a row.

        Raises `ConflictError` while other rows refer to it, `TransactionAbortedError` if another
        request has deleted it; the request is then retried.
        """
        # A DELETE statement: the unit of work cannot order a row that refers to itself.
        statement = delete(self.model).where(self.model.id == row.id).returning(self.model.id)
        with domain_errors(deleting=True):
            if await db.scalar(statement) is None:
                raise StaleDataError

    async def add(self, db: AsyncSession, *, row: ModelT) -> ModelT:
        """Insert a complete row; raises what `create` raises."""
        row = await ModelRows(db, self.model).add(row)
        await self._load(db, row)
        return row

    async def write(self, db: AsyncSession, *, row: ModelT, values: Mapping[str, Any]) -> ModelT:
        """Set validated values of a row; raises what `update` raises."""
        for name, value in values.items():
            setattr(row, name, value)
        if db.is_modified(row):
            # `onupdate` misses changes of many-to-many relations, which are in another table.
            row.updated_at = utc_now()
        with domain_errors():
            await db.flush()
        await self._load(db, row)
        return row

    async def _load(self, db: AsyncSession, row: ModelT) -> None:
        """Load the relations for the response to a write, as `get` does."""
        if self.loads:
            await db.get(self.model, row.id, options=self.loads, populate_existing=True)

    def _conditions(self, query: PageQuery) -> list[ColumnElement[bool]]:
        asked = query.model_dump(include=set(self.filters), exclude_none=True)
        return [self.filters[name](value) for name, value in asked.items()]

    def _counted(self, conditions: Sequence[ColumnElement[bool]]) -> Select[int]:
        return select(func.count()).select_from(self.model).where(*conditions)

    def _listed(
        self, statement: StatementT, conditions: Sequence[ColumnElement[bool]], query: PageQuery
    ) -> StatementT:
        column = self.sorts[query.sort.removeprefix("-")]
        order = column.desc() if query.sort.startswith("-") else column.asc()
        return (
            statement.where(*conditions)
            # The id keeps the order of equal rows stable between pages.
            .order_by(order, self.model.id)
            .offset(rows_before(query))
            .limit(query.size)
            .options(*self.loads)
        )
