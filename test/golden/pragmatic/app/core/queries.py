"""Statements that endpoints share: get, list, insert, update and delete rows.

They flush, so that keys and conflicts are known at once, and never commit; `get_db` does.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.exc import StaleDataError

from app.core.exceptions import NotFoundError
from app.core.integrity import domain_errors
from app.core.rows import Loads, Rows, load_relations
from app.models.base import Base, utc_now
from app.schemas.page import PageQuery, rows_before

ModelT = TypeVar("ModelT", bound=Base)
Column: TypeAlias = InstrumentedAttribute[Any]
# For each query parameter, the condition for its value.
Filters: TypeAlias = Mapping[str, Callable[[Any], ColumnElement[bool]]]
Sorts: TypeAlias = Mapping[str, Column]


async def get_or_404(
    db: AsyncSession,
    model: type[ModelT],
    key: UUID,
    *,
    options: Loads = (),
    for_update: bool = False,
) -> ModelT:
    """Return the row with this key. Raises `NotFoundError` when there is none.

    Args:
        db: The session of the request.
        model: The model of the row.
        key: Its primary key.
        options: Loader options for its relations.
        for_update: Whether to lock the row until the transaction ends, so that no other transaction
            changes it.
    """
    row = await db.get(
        model,
        key,
        options=options,
        populate_existing=for_update,
        # `key_share`: other transactions may insert rows that refer to this one.
        with_for_update={"key_share": True, "of": model} if for_update else None,
    )
    if row is None:
        raise NotFoundError(f"{model.__name__} not found", resource=model.__name__, key=key)
    return row


async def paginate(
    db: AsyncSession,
    model: type[ModelT],
    query: PageQuery,
    *,
    filters: Filters,
    sorts: Sorts,
    options: Loads = (),
) -> tuple[Sequence[ModelT], int]:
    """Return the rows of one page, and the number of rows on all pages.

    Args:
        db: The session of the request.
        model: The model of the rows.
        query: The page, its sort and the values of its filters.
        filters: The condition of each filter, by query parameter.
        sorts: The column of each sort, by its name.
        options: Loader options for the relations of the rows.
    """
    asked = query.model_dump(include=set(filters), exclude_none=True)
    conditions = [filters[name](value) for name, value in asked.items()]
    column = sorts[query.sort.removeprefix("-")]
    count = select(func.count()).select_from(model).where(*conditions)
    # Each row carries the total, which saves a second query.
    found = await db.execute(
        select(model, count.correlate(None).scalar_subquery())
        .where(*conditions)
        # The id keeps the order of equal rows stable between pages.
        .order_by(column.desc() if query.sort.startswith("-") else column.asc(), model.id)
        .offset(rows_before(query))
        .limit(query.size)
        .options(*options)
    )
    rows = found.all()
    total = rows[0][1] if rows else await db.scalar(count)
    return [row for row, _ in rows], total or 0


async def insert_row(db: AsyncSession, row: ModelT, *, options: Loads = ()) -> ModelT:
    """Insert a row, and load its relations.

    Raises `ConflictError` for a taken unique value, `UnknownReferenceError` for an unknown key.
    """
    return await Rows(db, type(row), options).add(row)


async def update_row(
    db: AsyncSession, row: Base, values: Mapping[str, Any], *, options: Loads = ()
) -> None:
    """Set values of a row, and load its relations; raises what `insert_row` raises."""
    for name, value in values.items():
        setattr(row, name, value)
    if db.is_modified(row):
        # `onupdate` misses changes of many-to-many relations, which are in another table.
        row.updated_at = utc_now()
    with domain_errors():
        await db.flush()
    await load_relations(db, row, options)


async def delete_row(db: AsyncSession, row: Base) -> None:
    """Delete a row.

    Raises `ConflictError` while other rows refer to it, `TransactionAbortedError` if another
    request has deleted it; the request is then retried.
    """
    model = type(row)
    # A DELETE statement: the unit of work cannot order a row that refers to itself.
    statement = delete(model).where(model.id == row.id).returning(model.id)
    with domain_errors(deleting=True):
        if await db.scalar(statement) is None:
            raise StaleDataError
