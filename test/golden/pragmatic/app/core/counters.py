"""Fixed-window counters of requests and attempts, in memory or in Redis."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.strategies import FixedWindowRateLimiter

# Timeout for Redis: a request must not wait long for its counter.
REDIS_SECONDS: Final = 1


class CountersError(Exception):
    """The storage of the counters is unavailable."""


def create_counters(url: str) -> "FixedWindowRateLimiter":
    """Return counters in `memory://`, for one process, or in `redis://…`, shared by all."""
    # Imported here: it takes a quarter of a second, and limits are optional.
    from limits.aio.strategies import FixedWindowRateLimiter  # noqa: PLC0415
    from limits.storage import storage_from_string  # noqa: PLC0415

    options = (
        {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
        if url.startswith("redis")
        else {}
    )
    storage = storage_from_string(
        f"async+{url}", implementation="redispy", wrap_exceptions=True, **options
    )
    return FixedWindowRateLimiter(storage)


@contextmanager
def counters_errors() -> Iterator[None]:
    """Convert storage errors to `CountersError`."""
    from limits.errors import StorageError  # noqa: PLC0415

    try:
        yield
    # uvloop raises `RuntimeError` for a connection that was reset while it was opened.
    except (StorageError, RuntimeError) as error:
        raise CountersError from error


async def seconds_until_reset(
    counters: "FixedWindowRateLimiter", limit: "RateLimitItem", *key: str
) -> int:
    """Return the seconds until the window of a counter ends, rounded up, at least 1."""
    window = await counters.get_window_stats(limit, *key)
    return max(1, math.ceil(window.reset_time - time.time()))
