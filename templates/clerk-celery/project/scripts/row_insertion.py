"""The rows of an import in the database, or the line that it refuses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, Executable, bindparam, exists, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.integrity import domain_errors
from app.utils.exceptions import ConflictError, UnknownReferenceError
from scripts.row_text import RowsError
from scripts.rows import Resource

# Values with the number of their line.
Batch: TypeAlias = Sequence[tuple[int, Mapping[str, Any]]]


async def insert_rows(
    resource: Resource, session: AsyncSession, read: Callable[[], Iterator[Batch]]
) -> int:
    """Insert rows, and return their number.

    Args:
        resource: The resource of the rows.
        session: A session; the caller commits.
        read: Returns all rows in batches. It is called twice: references between rows of the
            resource are set when all of them are there.

    Raises:
        RowsError: for a row that the database refuses.
    """
    count, key = 0, resource.columns["id"]
    later = {
        name: column
        for name, column in resource.columns.items()
        if column.nullable and column.references(key)
    }
    first = resource.columns.keys() - later.keys()
    for batch in read():
        rows = [(line, {name: row[name] for name in row.keys() & first}) for line, row in batch]
        await execute(resource, session, insert(resource.repository.model), rows)
        count += len(rows)
    for batch in read():
        for name, (own, other) in resource.sets.items():
            pairs = [
                (line, {own.name: row["id"], other.name: each})
                for line, row in batch
                for each in row.get(name, ())
            ]
            await execute(resource, session, insert(own.table), pairs, name)
        for name, column in later.items():
            keys = [
                (line, {"row__id": row["id"], "key__id": row[name]})
                for line, row in batch
                if row.get(name)
            ]
            await execute(resource, session, set_reference(resource, column), keys, name)
    return count


def set_reference(resource: Resource, column: Column[UUID]) -> Executable:
    """Return the statement that sets a reference, and no new `updated_at`."""
    updated_at = resource.columns["updated_at"]
    values = {column: bindparam("key__id"), updated_at: updated_at}
    row = resource.columns["id"] == bindparam("row__id")
    return update(column.table).where(row).values(values)


async def execute(
    resource: Resource,
    session: AsyncSession,
    statement: Executable,
    rows: Batch,
    field: str = "",
) -> None:
    """Execute a statement for all rows at once.

    Raises:
        RowsError: for the first row that the database refuses, found by halving the batch.
    """
    if not rows:
        return
    try:
        async with session.begin_nested():
            with domain_errors():
                await session.execute(statement, [values for _, values in rows])
    except (ConflictError, UnknownReferenceError, DBAPIError) as error:
        half = len(rows) // 2
        if half == 0:
            ((line, values),) = rows
            field = field or await wrong_field(resource, session, values)
            # The text of a database's own error may contain values.
            detail = getattr(error, "detail", None) or "the database refuses it"
            raise RowsError(f"line {line}: {field}: {detail}") from error
        await execute(resource, session, statement, rows[:half], field)
        await execute(resource, session, statement, rows[half:], field)


async def wrong_field(resource: Resource, session: AsyncSession, values: Mapping[str, Any]) -> str:
    """Return the field whose value is taken or refers to nothing, or `row`."""
    for name, column in resource.columns.items():
        value = values.get(name)
        unique = [column] if column.unique or column.primary_key else []
        for other in (*unique, *(key.column for key in column.foreign_keys)):
            found = await session.scalar(select(exists().where(other == value)))
            if value is not None and found == (other is column):
                return name
    return "row"
