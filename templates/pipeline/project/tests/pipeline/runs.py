"""Runs for tests, and what must be true of them after each test."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.enums import ItemStatus, RunStatus
from app.models.base import utc_now
from app.models.clock import DatabaseTime
from app.models.run import Run
from app.models.run_item import RunItem
from app.pipeline.due import DueRun, Taken
from app.pipeline.leases import Leases
from app.pipeline.ledger import Ledger
from app.pipeline.outcome import Claim
from app.pipeline.settlement import Settlement
from app.pipeline.sweeper import Sweeper
from app.pipeline.transactions import Transactions
from app.services.run_items import add_items
from tests.factories.counter import next_number
from tests.pipeline.articles import PIPELINES
from tests.pipeline.articles import ThrowawayArticle as Article


class Runs:
    """Adds runs and reads them back.

    Args:
        factory: Opens real sessions.
    """

    def __init__(self, factory: async_sessionmaker[AsyncSession]) -> None:
        self.factory = factory

    async def add_articles(self, number: int, **values: Any) -> None:
        """Add articles."""
        rows = [{"title": f"title-{next_number()}", "body": "text"} | values for _ in range(number)]
        async with self.factory.begin() as session:
            await session.execute(insert(Article), rows)

    async def start(self, number: int = 0, /, **values: Any) -> Run:
        """Start a run of all articles, after adding some."""
        if number:
            await self.add_articles(number)
        values = {"pipeline": "articles", "batch_size": 10, "max_retries": 3} | values
        async with self.factory.begin() as session:
            run = Run(selection={}, **values)
            session.add(run)
            await session.flush()
            await add_items(session, run, select(Article.id).order_by(Article.title))
        return await self.get(run.id)

    async def get(self, run_id: UUID) -> Run:
        """Return the current row of a run."""
        async with self.factory() as session:
            return await session.get_one(Run, run_id)

    async def set(self, run_id: UUID, status: RunStatus) -> None:
        """Set the status of a run."""
        async with self.factory.begin() as session:
            await session.execute(update(Run).where(Run.id == run_id).values(status=status))

    async def items(self, run_id: UUID) -> Sequence[RunItem]:
        """Return the items of a run."""
        async with self.factory() as session:
            found = select(RunItem).where(RunItem.run_id == run_id).order_by(RunItem.id)
            return (await session.scalars(found)).all()

    async def expire_leases(self, **where: Any) -> None:
        """Let the time of all leases pass."""
        async with self.factory.begin() as session:
            held = update(RunItem).where(RunItem.holder.is_not(None)).filter_by(**where)
            await session.execute(held.values(available_at=DatabaseTime(-1)))

    async def saved(self) -> int:
        """Return the number of articles with a result."""
        async with self.factory() as session:
            found = select(func.count()).where(Article.summary.is_not(None))
            return await session.scalar(found) or 0

    async def check_counters(self, run_id: UUID) -> Run:
        """Check that the counters of a run equal the statuses of its items; return the run."""
        run = await self.get(run_id)
        statuses = Counter(item.status for item in await self.items(run_id))
        counted = {
            ItemStatus.DONE: run.done,
            ItemStatus.DEAD: run.dead,
            ItemStatus.CANCELLED: run.cancelled,
            ItemStatus.OPEN: run.total - run.done - run.dead - run.cancelled,
        }
        assert statuses == Counter(counted)
        is_over = run.status in {RunStatus.DONE, RunStatus.CANCELLED}
        assert is_over == (statuses[ItemStatus.OPEN] == 0)
        assert (run.finished_at is not None) == is_over
        assert run.finished_at is None or run.finished_at <= utc_now()
        return run

    def process(self, name: str, lease_seconds: float = 60) -> "Process":
        """Return the ledger, leases and settlement of a process."""
        return Process(self.factory, name, lease_seconds)


class Process:
    """What one process does in the ledger.

    Args:
        factory: Opens real sessions.
        name: The name of the process.
        lease_seconds: The length of its leases.
    """

    def __init__(
        self, factory: async_sessionmaker[AsyncSession], name: str, lease_seconds: float
    ) -> None:
        transactions = Transactions(factory)
        self.ledger = Ledger(transactions, name, lease_seconds, PIPELINES)
        self.sweeper = Sweeper(transactions)
        self.leases = Leases(transactions, name, lease_seconds)
        self.settlement = Settlement(transactions, name, PIPELINES)

    async def claim(self, run: Run, most: int, *, suspects: bool = False) -> list[Claim]:
        """Claim due items of a run."""
        return [each.claim for each in await self.take(run, most, suspects=suspects)]

    async def take(self, run: Run, most: int, *, suspects: bool = False) -> list[Taken]:
        """Claim due items of a run, with their rows."""

        def share(due: Sequence[DueRun]) -> dict[DueRun, int]:
            return {each: most for each in due if each.id == run.id}

        return await self.ledger.take(PIPELINES, share, suspects=suspects)
