"""What may be claimed: the runs with due items."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import ItemStatus, RunStatus
from app.models.base import Base
from app.models.clock import DatabaseTime
from app.models.run import Run
from app.models.run_item import RunItem
from app.pipeline.outcome import Claim

# The most runs that take turns; later ones wait until one of these has no due items.
MOST_RUNS = 100


@dataclass(frozen=True, slots=True)
class DueRun:
    """A run with due items."""

    id: UUID
    pipeline: str
    batch_size: int
    max_retries: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim, with its row; `None` if it was deleted."""

    claim: Claim
    batch_size: int
    row: Base | None


def is_due(*, suspects: bool) -> ColumnElement[bool]:
    """Return the condition for items that may be claimed."""
    return and_(
        RunItem.status == ItemStatus.OPEN,
        RunItem.losses > 0 if suspects else RunItem.losses == 0,
        RunItem.available_at <= DatabaseTime(),
        RunItem.holder.is_(None),
    )


async def due_runs(
    session: AsyncSession, pipelines: Collection[str], but: Collection[UUID], *, suspects: bool
) -> list[DueRun]:
    """Return the running runs with due items, the oldest first, without some of them."""
    has_due_items = (
        select(RunItem.id).where(RunItem.run_id == Run.id, is_due(suspects=suspects)).exists()
    )
    found = await session.execute(
        select(Run.id, Run.pipeline, Run.batch_size, Run.max_retries)
        .where(
            Run.status == RunStatus.RUNNING,
            Run.pipeline.in_(pipelines),
            Run.id.not_in(but),
            has_due_items,
        )
        .order_by(Run.created_at)
        .limit(MOST_RUNS)
    )
    return [DueRun(*row) for row in found]
