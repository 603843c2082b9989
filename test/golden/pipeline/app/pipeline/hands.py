"""The tasks of a process: one for each item in hand. The only place that creates them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

from app.clients.tools import Tools
from app.enums import ItemStatus
from app.models.base import Base
from app.pipeline.backoff import Backoff
from app.pipeline.definition import Pipeline
from app.pipeline.due import Taken
from app.pipeline.failures import PARKED, attempt
from app.pipeline.metrics import ITEM_SECONDS, ITEMS
from app.pipeline.outcome import GONE, Claim, Outcome, cancelled, postponed
from app.pipeline.parking import Parking
from app.pipeline.window import Window
from app.pipeline.writer import Writer

# How long to wait at shutdown until outcomes are stored.
SETTLE_SECONDS = 10.0

RELEASED = "released"
LOST = "lost"


class Hands:
    """Processes items concurrently, and settles each as soon as it is finished.

    `on_change` is called when an item has left the window.
    """

    def __init__(
        self,
        window: Window,
        writer: Writer,
        pipelines: Mapping[str, Pipeline[Any, Any]],
        tools: Tools,
        *,
        parking: Parking,
        backoff: Backoff,
        on_change: Callable[[], None],
    ) -> None:
        self._window = window
        self._writer = writer
        self._pipelines = pipelines
        self._tools = tools
        self._parking = parking
        self._backoff = backoff
        self._on_change = on_change
        self._tasks: set[asyncio.Task[None]] = set()
        # The tasks whose work has not ended, and the outcomes of those that are being cancelled.
        self._working: dict[Claim, asyncio.Task[None]] = {}
        self._endings: dict[Claim, Outcome] = {}

    def start(self, taken: Taken) -> None:
        """Start the work on a claim; without a row, there is none."""
        claim = taken.claim
        earlier = self._window.get(claim.item_id)
        if earlier is not None:
            # This process was too slow, and has claimed the item again.
            self.cancel(postponed(earlier, LOST))
        self._window.add(claim, taken.batch_size)
        task = asyncio.create_task(self._process(claim, taken.row))
        self._tasks.add(task)
        self._working[claim] = task
        task.add_done_callback(self._tasks.discard)

    def cancel(self, ending: Outcome) -> None:
        """Stop the work on a claim, and settle it with this outcome; too late after the work."""
        claim = ending.claim
        if claim in self._working and claim not in self._endings:
            self._endings[claim] = ending
            self._working[claim].cancel()

    async def drain(self, grace_seconds: float) -> None:
        """Wait for the items in hand, and give back what is not finished within the grace."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace_seconds)
        for claim in list(self._working):
            self.cancel(postponed(claim, RELEASED))
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=SETTLE_SECONDS)
        for task in self._tasks:
            # The database is not available: the leases will expire.
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _process(self, claim: Claim, row: Base | None) -> None:
        try:
            outcome = cancelled(claim, GONE) if row is None else await self._work(claim, row)
            if outcome.label == PARKED:
                self._parking.park(claim.pipeline, outcome.delay_seconds)
            elif outcome.status is ItemStatus.DONE:
                self._parking.free(claim.pipeline)
            stored = await self._writer.put(outcome)
            ITEMS.labels(claim.pipeline, stored.label if stored else LOST).inc()
        finally:
            self._working.pop(claim, None)
            self._window.remove(claim)
            self._on_change()

    async def _work(self, claim: Claim, row: Base) -> Outcome:
        pipeline, tools = self._pipelines[claim.pipeline], replace(self._tools, key=claim.key)
        began = perf_counter()
        try:
            return await attempt(pipeline, claim, row, tools, self._backoff)
        except asyncio.CancelledError:
            ending = self._endings.get(claim)
            if ending is None:
                raise
            return ending
        finally:
            self._working.pop(claim, None)
            self._endings.pop(claim, None)
            ITEM_SECONDS.labels(claim.pipeline).observe(perf_counter() - began)
