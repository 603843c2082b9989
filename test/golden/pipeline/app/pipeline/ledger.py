"""Claims of items: each is one statement, so that one of many processes gets an item."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import RunStatus
from app.models.clock import DatabaseTime
from app.models.run import Run
from app.models.run_item import RunItem
from app.pipeline.definition import Pipeline
from app.pipeline.due import DueRun, Taken, due_runs, is_due
from app.pipeline.outcome import Claim
from app.pipeline.transactions import Transactions
from app.services.run_counters import NO_SYNC


class Ledger:
    """The claims of one process.

    Time is the database's, so that a wrong clock of a machine ends no lease.

    Args:
        transactions: Opens transactions.
        holder: The unique name of this process.
        lease_seconds: How long a claim lasts without a heartbeat.
        pipelines: The pipelines by name.
    """

    def __init__(
        self,
        transactions: Transactions,
        holder: str,
        lease_seconds: float,
        pipelines: Mapping[str, Pipeline[Any, Any]],
    ) -> None:
        self._transactions = transactions
        self._holder = holder
        self._lease_seconds = lease_seconds
        self.pipelines = pipelines

    async def take(
        self,
        pipelines: Collection[str],
        share: Callable[[Sequence[DueRun]], Mapping[DueRun, int]],
        *,
        but: Collection[UUID] = (),
        suspects: bool = False,
    ) -> list[Taken]:
        """Claim due items, and load their rows, in one transaction.

        Args:
            pipelines: The names of the pipelines that may be worked on.
            share: Returns how many items to claim of which runs.
            but: Runs that are left out.
            suspects: Whether to claim items that were lost with a process before.
        """
        async with self._transactions.begin(durable=False) as session:
            runs = await due_runs(session, pipelines, but, suspects=suspects)
            taken: list[Taken] = []
            for run, most in share(runs).items():
                await self._claim(session, run, most, taken, suspects=suspects)
            return taken

    async def _claim(
        self, session: AsyncSession, run: DueRun, most: int, taken: list[Taken], *, suspects: bool
    ) -> None:
        """Claim at most `most` due items of a run; none if it was paused meanwhile.

        Args:
            session: The session of the claim.
            run: The run.
            most: The share of the run.
            taken: Gets the items; all shares together are limited.
            suspects: Whether to claim items that were lost with a process before.
        """
        is_running = (
            select(Run.id).where(Run.id == run.id, Run.status == RunStatus.RUNNING).exists()
        )
        # A CTE is evaluated once; PostgreSQL might evaluate a subquery, with its LIMIT, repeatedly.
        due = (
            select(RunItem.id)
            .where(RunItem.run_id == run.id, is_due(suspects=suspects), is_running)
            .order_by(RunItem.available_at, RunItem.id)
            .limit(most)
            .with_for_update(skip_locked=True, of=RunItem)
            .cte("due")
        )
        claimed = await session.execute(
            update(RunItem)
            .where(RunItem.id.in_(select(due.c.id)))
            .values(
                holder=self._holder,
                claims=RunItem.claims + 1,
                available_at=DatabaseTime(self._lease_seconds),
                started_at=DatabaseTime(),
            )
            .returning(RunItem.id, RunItem.claims, RunItem.subject_id, RunItem.failures)
            .execution_options(**NO_SYNC)
        )
        claims = [
            Claim(item_id, number, run.id, key, run.pipeline, failures, run.max_retries, suspects)
            for item_id, number, key, failures in sorted(claimed.all())
        ]
        if not claims:
            return
        model = self.pipelines[run.pipeline].model
        found = select(model).where(model.id.in_([claim.subject_id for claim in claims]))
        rows = {row.id: row for row in await session.scalars(found)}
        taken += [Taken(claim, run.batch_size, rows.get(claim.subject_id)) for claim in claims]
