"""Leases of claims: the heartbeat, and what happens when it stops."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import and_, case, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from app.enums import ItemStatus, RunStatus
from app.models.clock import DatabaseTime
from app.models.run import Run
from app.models.run_item import RunItem
from app.pipeline.outcome import Claim
from app.pipeline.transactions import Transactions
from app.services.run_counters import NO_SYNC, count_ended

# An item is lost once together with the other items of its process, and once alone.
MAX_LOSSES = 2
LOST_CODE = "lost"
LOST = "Lost with every process that worked on it."
# The most items that one statement reaps.
MOST = 1000

IS_EXPIRED = and_(
    RunItem.status == ItemStatus.OPEN,
    RunItem.holder.is_not(None),
    RunItem.available_at <= DatabaseTime(),
)


def is_held(holder: str, claims: Collection[Claim]) -> ColumnElement[bool]:
    """Return the fence: a condition for the items of claims that are still the holder's."""
    tokens = [(claim.item_id, claim.claims) for claim in claims]
    return and_(
        tuple_(RunItem.id, RunItem.claims).in_(tokens),
        RunItem.holder == holder,
        RunItem.status == ItemStatus.OPEN,
    )


class Leases:
    """The leases of all processes.

    Args:
        transactions: Opens transactions.
        holder: The unique name of this process.
        lease_seconds: How long a claim lasts without a heartbeat.
    """

    def __init__(self, transactions: Transactions, holder: str, lease_seconds: float) -> None:
        self._transactions = transactions
        self._holder = holder
        self._lease_seconds = lease_seconds

    async def beat(self, claims: Collection[Claim]) -> set[int]:
        """Renew the leases of claims; return the ids of the items that are still held."""
        statement = (
            update(RunItem)
            .where(is_held(self._holder, claims))
            .values(available_at=DatabaseTime(self._lease_seconds))
            .returning(RunItem.id)
            .execution_options(**NO_SYNC)
        )
        async with self._transactions.begin(durable=False) as session:
            return set(await session.scalars(statement))

    async def are_expired(self) -> bool:
        """Return whether a process has stopped renewing its leases."""
        async with self._transactions.read() as session:
            return (
                await session.scalar(select(select(RunItem.id).where(IS_EXPIRED).exists())) or False
            )

    async def have_suspects_waited(self) -> bool:
        """Return whether an item that must run alone has been due for the time of a lease."""
        waiting = select(RunItem.id).join(Run, Run.id == RunItem.run_id)
        waiting = waiting.where(
            Run.status == RunStatus.RUNNING,
            RunItem.status == ItemStatus.OPEN,
            RunItem.losses > 0,
            RunItem.holder.is_(None),
            RunItem.available_at <= DatabaseTime(-self._lease_seconds),
        )
        async with self._transactions.read() as session:
            return await session.scalar(select(waiting.exists())) or False

    async def reap(self) -> Counter[str]:
        """Take items from processes that have stopped; return the number of lost ones by pipeline.

        Such an item becomes a suspect, and dead if it was lost too often.
        """
        is_dead = RunItem.losses + 1 >= MAX_LOSSES
        expired = (
            select(RunItem.id)
            .where(IS_EXPIRED)
            .limit(MOST)
            .with_for_update(skip_locked=True)
            .cte("expired")
        )
        statement = (
            update(RunItem)
            .where(RunItem.id.in_(select(expired.c.id)))
            .values(
                holder=None,
                losses=RunItem.losses + 1,
                status=case((is_dead, ItemStatus.DEAD), else_=ItemStatus.OPEN),
                error_code=case((is_dead, LOST_CODE), else_=RunItem.error_code),
                error=case((is_dead, LOST), else_=RunItem.error),
                finished_at=case((is_dead, DatabaseTime()), else_=None),
            )
            .returning(RunItem.run_id, RunItem.pipeline, RunItem.status)
            .execution_options(**NO_SYNC)
        )
        async with self._transactions.begin() as session:
            lost = (await session.execute(statement)).all()
            await count_ended(session, [(run_id, status) for run_id, _, status in lost])
        return Counter(pipeline for _, pipeline, _ in lost)
