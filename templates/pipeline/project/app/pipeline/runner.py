"""Works on the due items of all runs, in one process."""

import asyncio
import gc
from contextlib import suppress
from dataclasses import dataclass

import structlog

from app.config import Settings
from app.pipeline.due import Taken
from app.pipeline.hands import Hands
from app.pipeline.heart import Heart
from app.pipeline.ledger import Ledger
from app.pipeline.parking import Parking
from app.pipeline.shares import Quiet, Shares, one_item
from app.pipeline.window import Window
from app.pipeline.writer import Writer

log = structlog.get_logger("pipeline")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a runner works with; `changed` is set when an item has left the window."""

    ledger: Ledger
    writer: Writer
    window: Window
    parking: Parking
    hands: Hands
    heart: Heart
    changed: asyncio.Event


class Runner:
    """The work of one process; any number of processes may run at the same time.

    `app.pipeline.assembly.create_runner` creates it.
    """

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self._parts = parts
        self._settings = settings
        self._shares = Shares(parts.window, parts.parking)
        self._quiet = Quiet(settings.pipeline_poll_seconds)
        self._is_stopping = False

    def wake(self) -> None:
        """Look for due items now, because a request has added some."""
        self._quiet.end()
        self._parts.changed.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the items in hand are finished or given back."""
        self._is_stopping = True
        self._parts.changed.set()

    async def run(self, *, until_idle: bool = False) -> None:
        """Work until `stop` is called, or until nothing is in hand and nothing is due."""
        loops = [
            asyncio.create_task(self._parts.writer.serve()),
            asyncio.create_task(self._parts.heart.beat_forever()),
        ]
        grace_seconds = 0.0
        try:
            while not self._is_stopping:
                self._parts.changed.clear()
                try:
                    await self._top_up()
                except Exception as error:  # noqa: BLE001 - the next poll tries again
                    log.warning("claim failed", error=type(error).__name__, reason=str(error))
                if until_idle and self._is_idle:
                    break
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._settings.pipeline_poll_seconds):
                        await self._parts.changed.wait()
            grace_seconds = self._settings.pipeline_grace_seconds
        finally:
            await self._parts.hands.drain(grace_seconds)
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)

    @property
    def _is_idle(self) -> bool:
        now = asyncio.get_running_loop().time()
        return not len(self._parts.window) and self._quiet.lasts(now, ())

    async def _top_up(self) -> None:
        """Claim items if there is room, unless nothing was due a moment ago."""
        parts, window = self._parts, self._parts.window
        full = set(window.full_runs())
        now = asyncio.get_running_loop().time()
        if self._quiet.lasts(now, full) or window.has_suspect or not window.capacity:
            return
        pipelines = parts.parking.open_pipelines(parts.ledger.pipelines)
        taken: list[Taken] = []
        if not parts.heart.suspects_wait:
            taken = await parts.ledger.take(pipelines, self._shares.of, but=full)
        if not taken and not full and not len(window):
            # Items that were lost with their process run alone, to harm no other.
            taken = await parts.ledger.take(pipelines, one_item, suspects=True)
            parts.heart.suspects_wait = False
        if not taken:
            self._quiet.begin(now, full)
        for each in taken:
            parts.hands.start(each)
        if taken and self._settings.pipeline_gc:
            gc.collect()
