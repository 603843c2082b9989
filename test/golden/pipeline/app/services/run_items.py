"""Statements on the items of runs that requests execute, and the counters of runs."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal,
    not_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.enums import ItemStatus
from app.models.clock import DatabaseTime
from app.models.run import Run
from app.models.run_item import RunItem
from app.services.run_counters import NO_SYNC, count_items
from app.utils.exceptions import TransactionAbortedError

COLUMNS = ("run_id", "pipeline", "subject_id", "status", "available_at")


async def add_items(session: AsyncSession, run: Run, subjects: Select[Any]) -> int:
    """Add an item for each selected row, and return their number; raises no error for conflicts.

    Rows that are open in another run of the pipeline are skipped. The ids stay in the database.

    Args:
        session: The session, in which the run has been flushed.
        run: The run.
        subjects: Selects one column, the ids, in the order in which they are processed.
    """
    chosen = subjects.subquery()
    source = select(
        literal(run.id, RunItem.run_id.type),
        literal(run.pipeline),
        chosen.c[0],
        literal(ItemStatus.OPEN, RunItem.status.type),
        DatabaseTime(),
        # SQLite cannot parse `SELECT … ON CONFLICT` without a WHERE.
    ).where(literal(1) == literal(1))
    dialect = session.get_bind().dialect.name
    add = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = add(RunItem).from_select(COLUMNS, source).on_conflict_do_nothing()
    result = await session.execute(statement)
    added: int = result.rowcount  # type: ignore[attr-defined]
    await session.execute(count_items(run.id, total=added))
    return added


async def cancel_open_items(session: AsyncSession, run_id: UUID) -> int:
    """Cancel the items of a run that no process holds; return their number."""
    return await _change(
        session,
        and_(
            RunItem.run_id == run_id,
            RunItem.status == ItemStatus.OPEN,
            RunItem.holder.is_(None),
        ),
        status=ItemStatus.CANCELLED,
        finished_at=DatabaseTime(),
    )


async def reopen_dead_items(session: AsyncSession, run_id: UUID) -> int:
    """Make the dead items of a run due again, except for rows that are open in another run.

    Raises:
        TransactionAbortedError: if another run of a row begins at the same time.
    """
    other = aliased(RunItem)
    is_open_elsewhere = (
        select(other.id)
        .where(
            other.pipeline == RunItem.pipeline,
            other.subject_id == RunItem.subject_id,
            other.status == ItemStatus.OPEN,
        )
        .exists()
    )
    return await _change(
        session,
        and_(
            RunItem.run_id == run_id,
            RunItem.status == ItemStatus.DEAD,
            not_(is_open_elsewhere),
        ),
        status=ItemStatus.OPEN,
        available_at=DatabaseTime(),
        finished_at=None,
        failures=0,
        losses=0,
        error_code=None,
        error=None,
    )


async def _change(session: AsyncSession, where: ColumnElement[bool], **values: Any) -> int:  # noqa: ANN401 - columns
    statement = update(RunItem).where(where).values(**values).execution_options(**NO_SYNC)
    try:
        result = await session.execute(statement)
    except IntegrityError as error:
        raise TransactionAbortedError("a row has become open in another run") from error
    changed: int = result.rowcount  # type: ignore[attr-defined]
    return changed


async def count_rows(session: AsyncSession, subjects: Select[Any]) -> int:
    """Return the number of rows that a statement selects."""
    counted = select(func.count()).select_from(subjects.order_by(None).subquery())
    return await session.scalar(counted) or 0
