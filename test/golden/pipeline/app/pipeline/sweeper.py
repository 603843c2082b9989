"""Ends runs that are being cancelled, and deletes old ones."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select

from app.enums import RunStatus
from app.models.clock import DatabaseTime
from app.models.run import Run
from app.models.run_item import RunItem
from app.pipeline.transactions import Transactions
from app.services.run_counters import NO_SYNC, count_items
from app.services.run_items import cancel_open_items

# The most items that one statement deletes.
MOST = 1000
OPEN = (RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.CANCELLING)


class Sweeper:
    """Keeps the tables tidy.

    Args:
        transactions: Opens transactions.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def sweep(self) -> Sequence[UUID]:
        """Cancel the unclaimed items of the runs that are being cancelled; return these runs."""
        cancelling = select(Run.id).where(Run.status == RunStatus.CANCELLING).order_by(Run.id)
        async with self._transactions.read() as session:
            runs = (await session.scalars(cancelling)).all()
        for run_id in runs:
            async with self._transactions.begin() as session:
                number = await cancel_open_items(session, run_id)
                if number:
                    await session.execute(count_items(run_id, cancelled=number))
        return runs

    async def clean(self, keep_seconds: float) -> None:
        """Delete old items of finished runs, and the runs that have none left."""
        is_old = Run.finished_at < DatabaseTime(-keep_seconds)
        items = select(RunItem.id).join(Run, Run.id == RunItem.run_id).where(is_old).limit(MOST)
        has_items = select(RunItem.id).where(RunItem.run_id == Run.id).exists()
        async with self._transactions.begin() as session:
            for statement in (
                delete(RunItem).where(RunItem.id.in_(items)),
                delete(Run).where(is_old, ~has_items),
            ):
                await session.execute(statement.execution_options(**NO_SYNC))

    async def open_items(self) -> dict[str, int]:
        """Return the number of items that are not finished by pipeline, from the counters."""
        number = func.sum(Run.total - Run.done - Run.dead - Run.cancelled)
        found = select(Run.pipeline, number).where(Run.status.in_(OPEN)).group_by(Run.pipeline)
        found = found.limit(MOST)
        async with self._transactions.read() as session:
            return {pipeline: int(items) for pipeline, items in await session.execute(found)}
