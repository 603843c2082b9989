"""Makes outcomes permanent, many in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import ItemStatus
from app.models.clock import DatabaseTime
from app.models.run_item import RunItem
from app.pipeline.definition import Pipeline
from app.pipeline.leases import is_held
from app.pipeline.outcome import GONE, Claim, Outcome
from app.pipeline.saving import save_results
from app.pipeline.transactions import Transactions
from app.services.run_counters import NO_SYNC, count_ended


class Settlement:
    """Settles the claims of one process, with their results and the counters of their runs.

    Args:
        transactions: Opens transactions.
        holder: The unique name of this process.
        pipelines: The pipelines by name.
    """

    def __init__(
        self,
        transactions: Transactions,
        holder: str,
        pipelines: Mapping[str, Pipeline[Any, Any]],
    ) -> None:
        self._transactions = transactions
        self._holder = holder
        self._pipelines = pipelines

    async def settle(self, outcomes: Sequence[Outcome]) -> set[int]:
        """Settle all outcomes in one transaction, or none if one of them cannot be stored.

        Returns:
            The ids of the items that were still held. The other outcomes are dropped, because
            other processes have claimed their items.
        """
        kept: dict[int, tuple[Claim, ItemStatus]] = {}
        done = [outcome for outcome in outcomes if outcome.status is ItemStatus.DONE]
        async with self._transactions.begin() as session:
            if done:
                kept |= await self._settle_done(session, done)
            for outcome in outcomes:
                if outcome.status is not ItemStatus.DONE and await self._set(session, outcome):
                    kept[outcome.claim.item_id] = outcome.claim, outcome.status
            await count_ended(session, [(claim.run_id, status) for claim, status in kept.values()])
        return set(kept)

    async def _settle_done(
        self, session: AsyncSession, done: Sequence[Outcome]
    ) -> dict[int, tuple[Claim, ItemStatus]]:
        statement = (
            update(RunItem)
            .where(is_held(self._holder, [outcome.claim for outcome in done]))
            .values(
                status=ItemStatus.DONE,
                holder=None,
                error_code=None,
                error=None,
                finished_at=DatabaseTime(),
            )
            .returning(RunItem.id)
            .execution_options(**NO_SYNC)
        )
        held = set(await session.scalars(statement))
        results: dict[str, dict[UUID, Outcome]] = defaultdict(dict)
        for outcome in done:
            if outcome.claim.item_id in held:
                results[outcome.claim.pipeline][outcome.claim.subject_id] = outcome
        kept: dict[int, tuple[Claim, ItemStatus]] = {}
        for name, by_subject in results.items():
            saved = await save_results(
                session,
                self._pipelines[name],
                {key: each.result for key, each in by_subject.items()},
            )
            for subject_id, outcome in by_subject.items():
                status = ItemStatus.DONE if subject_id in saved else ItemStatus.CANCELLED
                kept[outcome.claim.item_id] = outcome.claim, status
        gone = [item_id for item_id, (_, status) in kept.items() if status is not ItemStatus.DONE]
        if gone:
            change = update(RunItem).where(RunItem.id.in_(gone))
            change = change.values(status=ItemStatus.CANCELLED, error_code=GONE)
            await session.execute(change.execution_options(**NO_SYNC))
        return kept

    async def _set(self, session: AsyncSession, outcome: Outcome) -> bool:
        is_open = outcome.status is ItemStatus.OPEN
        values: dict[str, Any] = {
            "status": outcome.status,
            "holder": None,
            "failures": RunItem.failures + int(outcome.has_failed),
            "available_at": DatabaseTime(outcome.delay_seconds),
            "finished_at": None if is_open else DatabaseTime(),
        }
        if outcome.error_code is not None:
            values |= {"error_code": outcome.error_code, "error": outcome.error}
        statement = update(RunItem).where(is_held(self._holder, [outcome.claim])).values(values)
        result = await session.execute(statement.execution_options(**NO_SYNC))
        return bool(result.rowcount)  # type: ignore[attr-defined]
