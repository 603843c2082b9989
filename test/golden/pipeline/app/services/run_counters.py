"""The counters of runs, which change with the items."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Update, and_, case, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import ItemStatus, RunStatus
from app.models.clock import DatabaseTime
from app.models.run import Run

# Updates of many rows: no object in the session is changed.
NO_SYNC: Mapping[str, Any] = {"synchronize_session": False}


def count_items(
    run_id: UUID, *, done: int = 0, dead: int = 0, cancelled: int = 0, total: int = 0
) -> Update:
    """Return the statement that adds to the counters of a run, and finishes it if all are final."""
    ended = Run.done + Run.dead + Run.cancelled + (done + dead + cancelled)
    is_over = and_(ended >= Run.total + total, Run.finished_at.is_(None))
    return (
        update(Run)
        .where(Run.id == run_id)
        .values(
            total=Run.total + total,
            done=Run.done + done,
            dead=Run.dead + dead,
            cancelled=Run.cancelled + cancelled,
            status=case(
                (and_(is_over, Run.status == RunStatus.CANCELLING), RunStatus.CANCELLED),
                (is_over, RunStatus.DONE),
                else_=Run.status,
            ),
            finished_at=case((is_over, DatabaseTime()), else_=Run.finished_at),
        )
        .execution_options(**NO_SYNC)
    )


async def count_ended(session: AsyncSession, items: Iterable[tuple[UUID, ItemStatus]]) -> None:
    """Count items, given by run and new status, in the transaction that has changed them."""
    ended = Counter(each for each in items if each[1] is not ItemStatus.OPEN)
    # In the same order everywhere, so that two processes cannot deadlock.
    for run_id in sorted({run_id for run_id, _ in ended}):
        await session.execute(
            count_items(
                run_id,
                done=ended[run_id, ItemStatus.DONE],
                dead=ended[run_id, ItemStatus.DEAD],
                cancelled=ended[run_id, ItemStatus.CANCELLED],
            )
        )
