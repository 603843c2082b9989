"""Spaces the calls to external services. This and the pipeline are the only places that sleep."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Protocol

from prometheus_client import Histogram
from pydantic_settings import SettingsError

# The longest penalty that a service may ask for.
MOST_PENALTY_SECONDS = 3600.0

WAIT_SECONDS = Histogram(
    "pipeline_slot_wait_seconds",
    "Wait for the rate limit of a service.",
    ("service",),
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300),
)


class Slots(Protocol):
    """When the next call to each service may start."""

    async def reserve(self, service: str, interval: float) -> float:
        """Take the next slot of a service, and return the seconds until it."""

    async def delay(self, service: str, seconds: float) -> None:
        """Move the next slot of a service to at least this many seconds from now."""


class MemorySlots:
    """The slots of one process.

    Args:
        clock: A monotonic clock in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next_at: dict[str, float] = {}

    async def reserve(self, service: str, interval: float) -> float:
        """Take the next slot of a service, and return the seconds until it."""
        now = self._clock()
        at = max(now, self._next_at.get(service, now))
        self._next_at[service] = at + interval
        return at - now

    async def delay(self, service: str, seconds: float) -> None:
        """Move the next slot of a service to at least this many seconds from now."""
        at = self._clock() + seconds
        self._next_at[service] = max(at, self._next_at.get(service, at))


class RateLimiter:
    """Waits until a call to a service may start.

    Over any window, the calls are at most window / interval + the number of processes. In one
    process no gap is shorter than the interval.

    Args:
        intervals: The seconds between two calls, by service.
        slots: The slots, which processes share.
    """

    def __init__(self, intervals: Mapping[str, float], slots: Slots) -> None:
        self._intervals = intervals
        self._slots = slots
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}

    def pace(self, service: str) -> "ServicePace":
        """Return the pace of a service; raise `SettingsError` if it has no interval."""
        if service not in self._intervals:
            raise SettingsError(f"RATE_LIMITS has no interval for {service!r}, e.g. {service}=0.2")
        return ServicePace(self, service)

    async def wait(self, service: str) -> None:
        """Wait for the turn of this call; callers of one process take turns in their order.

        Raises:
            UnavailableError: if the shared slots are not available.
        """
        interval = self._intervals[service]
        loop = asyncio.get_running_loop()
        asked = loop.time()
        # The lock is held while sleeping: a process has one reservation at a time.
        async with self._locks[service]:
            slot = loop.time() + await self._slots.reserve(service, interval)
            # A timer that fired late must not shorten the next gap.
            at = max(slot, self._last.get(service, slot - interval) + interval)
            await asyncio.sleep(max(0.0, at - loop.time()))
            self._last[service] = loop.time()
        WAIT_SECONDS.labels(service).observe(loop.time() - asked)

    async def penalize(self, service: str, seconds: float) -> None:
        """Start no call to a service for some seconds, in any process."""
        await self._slots.delay(service, min(max(seconds, 0.0), MOST_PENALTY_SECONDS))


class ServicePace:
    """The pace of one service, for `Resilience`."""

    def __init__(self, limiter: RateLimiter, service: str) -> None:
        self._limiter = limiter
        self._service = service

    async def __call__(self) -> None:
        """Wait until the next call may start."""
        await self._limiter.wait(self._service)

    async def penalize(self, seconds: float) -> None:
        """Start no call for some seconds."""
        await self._limiter.penalize(self._service, seconds)
