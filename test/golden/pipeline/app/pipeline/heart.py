"""The heartbeat of a process: renews leases, and notices lost and cancelled items."""

import asyncio

import structlog

from app.config import Settings
from app.pipeline.hands import LOST, Hands
from app.pipeline.leases import Leases
from app.pipeline.metrics import LEASES_LOST, OPEN_ITEMS
from app.pipeline.outcome import cancelled, postponed
from app.pipeline.sweeper import Sweeper
from app.pipeline.window import Window

# Beats per lease: two may be missed.
BEATS = 3
# A later timer than this means that something has blocked the event loop, in seconds.
LATE_SECONDS = 1.0
CLEAN_SECONDS = 3600.0
SECONDS_PER_DAY = 86_400

log = structlog.get_logger("pipeline")


class Heart:
    """Beats while the process works.

    Args:
        leases: The leases.
        sweeper: Ends cancelled runs, and deletes old ones.
        window: The claims in hand.
        hands: The tasks of these claims.
        settings: The settings.
    """

    def __init__(
        self,
        leases: Leases,
        sweeper: Sweeper,
        window: Window,
        hands: Hands,
        settings: Settings,
    ) -> None:
        self._leases = leases
        self._sweeper = sweeper
        self._window = window
        self._hands = hands
        self._beat_seconds = settings.pipeline_lease_seconds / BEATS
        self._poll_seconds = min(settings.pipeline_poll_seconds, self._beat_seconds)
        self._keep_seconds = settings.pipeline_keep_days * SECONDS_PER_DAY
        # Set until the window is empty, so that such an item is not left for ever.
        self.suspects_wait = False
        self._beat_at = 0.0
        self._clean_at = 0.0

    async def beat_forever(self) -> None:
        """Beat until cancelled; the database may be unavailable meanwhile."""
        loop = asyncio.get_running_loop()
        self._beat_at = loop.time() + self._beat_seconds
        while True:
            at = loop.time() + self._poll_seconds
            await asyncio.sleep(self._poll_seconds)
            if (late := loop.time() - at) > LATE_SECONDS:
                log.warning("event loop blocked", seconds=round(late, 1))
            try:
                await self._beat(loop.time())
            except Exception as error:  # noqa: BLE001 - it must not stop
                log.warning("heartbeat failed", error=type(error).__name__, reason=str(error))

    async def _beat(self, now: float) -> None:
        if now >= self._beat_at:
            # Before the work of others, which takes time.
            await self._renew()
            self._beat_at = now + self._beat_seconds
            self.suspects_wait = await self._leases.have_suspects_waited()
            await self._measure()
        if await self._leases.are_expired():
            for pipeline, number in (await self._leases.reap()).items():
                LEASES_LOST.labels(pipeline).inc(number)
                log.warning("items lost", pipeline=pipeline, number=number)
        cancelling = set(await self._sweeper.sweep())
        for claim in self._window:
            if claim.run_id in cancelling:
                self._hands.cancel(cancelled(claim))
        if now >= self._clean_at:
            await self._sweeper.clean(self._keep_seconds)
            self._clean_at = now + CLEAN_SECONDS

    async def _renew(self) -> None:
        claims = list(self._window)
        held = await self._leases.beat(claims) if claims else set()
        for claim in claims:
            if claim.item_id not in held:
                # Another process has it, or it was just settled.
                self._hands.cancel(postponed(claim, LOST))

    async def _measure(self) -> None:
        OPEN_ITEMS.clear()
        for pipeline, number in (await self._sweeper.open_items()).items():
            OPEN_ITEMS.labels(pipeline).set(number)
