"""Works on the due items of all runs, in one process."""

import asyncio
import gc
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.clients.tools import Tools
from app.config import Settings
from app.pipeline.backoff import Backoff
from app.pipeline.definition import Pipeline
from app.pipeline.hands import Hands
from app.pipeline.heart import Heart
from app.pipeline.leases import Leases, holder_name
from app.pipeline.ledger import Ledger
from app.pipeline.outcome import cancelled
from app.pipeline.parking import Parking
from app.pipeline.settlement import GONE, Settlement
from app.pipeline.shares import Quiet, Shares, one_item
from app.pipeline.sweeper import Sweeper
from app.pipeline.transactions import Transactions
from app.pipeline.window import Window
from app.pipeline.writer import Writer

log = structlog.get_logger("pipeline")


class Runner:
    """The work of one process; any number of processes may run at the same time.

    Args:
        factory: Opens sessions.
        pipelines: The pipelines by name.
        tools: The clients of external services.
        settings: The settings.
    """

    def __init__(
        self,
        factory: async_sessionmaker[AsyncSession],
        pipelines: Mapping[str, Pipeline[Any, Any]],
        tools: Tools,
        settings: Settings,
    ) -> None:
        self._pipelines = pipelines
        self._settings = settings
        self._changed = asyncio.Event()
        self._is_stopping = False
        self._quiet = Quiet(settings.pipeline_poll_seconds)
        transactions = Transactions(factory)
        holder = holder_name()
        lease_seconds = settings.pipeline_lease_seconds
        self._ledger = Ledger(transactions, holder, lease_seconds, pipelines)
        self._writer = Writer(Settlement(transactions, holder, pipelines).settle)
        self._window = Window()
        self._parking = Parking()
        self._shares = Shares(self._window, self._parking)
        self._hands = Hands(
            self._window,
            self._writer,
            pipelines,
            tools,
            parking=self._parking,
            backoff=Backoff(settings.pipeline_backoff_seconds),
            on_change=self._changed.set,
        )
        self._heart = Heart(
            Leases(transactions, holder, lease_seconds),
            Sweeper(transactions),
            self._window,
            self._hands,
            settings,
        )

    def wake(self) -> None:
        """Look for due items now, because a request has added some."""
        self._quiet.end()
        self._changed.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the items in hand are finished or given back."""
        self._is_stopping = True
        self._changed.set()

    async def run(self) -> None:
        """Work until `stop` is called."""
        loops = [
            asyncio.create_task(self._writer.serve()),
            asyncio.create_task(self._heart.beat_forever()),
        ]
        grace_seconds = 0.0
        try:
            while not self._is_stopping:
                self._changed.clear()
                try:
                    await self._top_up()
                except Exception as error:  # noqa: BLE001 - the next poll tries again
                    log.warning("claim failed", error=type(error).__name__, reason=str(error))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._settings.pipeline_poll_seconds):
                        await self._changed.wait()
            grace_seconds = self._settings.pipeline_grace_seconds
        finally:
            await self._hands.drain(grace_seconds)
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)

    async def _top_up(self) -> None:
        """Claim items if there is room, unless nothing was due a moment ago."""
        full = set(self._window.full_runs())
        now = asyncio.get_running_loop().time()
        if self._quiet.lasts(now, full) or self._window.has_suspect or not self._window.capacity:
            return
        pipelines = self._parking.open_pipelines(self._pipelines)
        taken = await self._ledger.take(pipelines, self._shares.of, but=full)
        if not taken and not len(self._window):
            # Items that were lost with their process run alone, to harm no other.
            taken = await self._ledger.take(pipelines, one_item, suspects=True)
        if not taken:
            self._quiet.begin(now, full)
        for each in taken:
            row = cancelled(each.claim, GONE) if each.row is None else each.row
            self._hands.start(each.claim, each.batch_size, row)
        if taken and self._settings.pipeline_gc:
            gc.collect()
