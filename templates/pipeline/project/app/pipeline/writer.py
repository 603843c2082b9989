"""Group commit: outcomes that wait at the same time become permanent in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from app.pipeline.metrics import GROUP_SIZE
from app.pipeline.outcome import Outcome, dead
from app.utils.exceptions import TransactionAbortedError, UnavailableError
from app.utils.service_errors import BadResultError

# The most outcomes of one transaction.
MOST = 100
FIRST_WAIT_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 5.0

# Errors of the database itself, after which the same outcomes are tried again.
OUTAGES = (UnavailableError, TransactionAbortedError)

log = structlog.get_logger("pipeline")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An outcome, and the future for what was stored."""

    outcome: Outcome
    stored: asyncio.Future[Outcome | None]

    def resolve(self, stored: Outcome | None) -> None:
        """Let the caller go on, unless it has been cancelled."""
        if not self.stored.done():
            self.stored.set_result(stored)


class Writer:
    """Settles outcomes in the order in which they come; callers wait for their own only.

    Args:
        settle: Settles outcomes in one transaction and returns the items that were still held.
    """

    def __init__(self, settle: Callable[[Sequence[Outcome]], Awaitable[set[int]]]) -> None:
        self._settle = settle
        self._waiting: list[Waiting] = []
        self._wake = asyncio.Event()

    async def put(self, outcome: Outcome) -> Outcome | None:
        """Settle an outcome; it waits while the database is unavailable.

        Returns:
            The outcome that was stored: dead, if this one cannot be. `None` if another process has
            claimed the item.
        """
        stored: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(outcome, stored))
        self._wake.set()
        return await stored

    async def serve(self) -> None:
        """Settle outcomes until cancelled."""
        while True:
            await self._wake.wait()
            group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if not self._waiting:
                self._wake.clear()
            await self._store(group)

    async def _store(self, group: Sequence[Waiting]) -> None:
        """Settle outcomes together; by halves if that fails, so that one spoils no other."""
        try:
            kept = await self._insist([each.outcome for each in group])
        except Exception as error:  # noqa: BLE001 - any value may be wrong in its own way
            if len(group) == 1:
                await self._bury(group[0], error)
                return
            half = len(group) // 2
            await self._store(group[:half])
            await self._store(group[half:])
            return
        GROUP_SIZE.observe(len(group))
        for each in group:
            each.resolve(each.outcome if each.outcome.claim.item_id in kept else None)

    async def _bury(self, waiting: Waiting, error: Exception) -> None:
        """Make an item dead whose outcome cannot be stored."""
        claim, problem = waiting.outcome.claim, BadResultError()
        log.error("outcome not stored", item=claim.item_id, error=type(error).__name__)
        failed = dead(claim, problem.code, problem.detail)
        try:
            kept = await self._insist([failed])
        except Exception:
            # The item stays held until its lease ends.
            log.exception("failure not stored", item=claim.item_id)
            kept = set()
        waiting.resolve(failed if kept else None)

    async def _insist(self, outcomes: Sequence[Outcome]) -> set[int]:
        """Settle outcomes, and wait until the database is available."""
        wait = FIRST_WAIT_SECONDS
        while True:
            try:
                return await self._settle(outcomes)
            except OUTAGES as error:
                log.warning("outcomes wait", number=len(outcomes), reason=str(error))
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)
