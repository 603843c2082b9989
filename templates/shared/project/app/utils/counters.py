"""Counters in fixed windows of time, in memory or in Redis: of requests, and of attempts."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.strategies import FixedWindowRateLimiter

# A request must not wait for counters that do not answer.
REDIS_SECONDS: Final = 1


class CountersError(Exception):
    """The store of the counters cannot be used."""


def create_counters(url: str) -> "FixedWindowRateLimiter":
    """Return counters in a store: `memory://` for one process, `redis://…` for all of them."""
    # Here, because importing them takes a quarter of a second, and a limit is optional.
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
    """Raise the errors of the store as `CountersError`."""
    from limits.errors import StorageError  # noqa: PLC0415

    try:
        yield
    # uvloop raises `RuntimeError` for a connection that was reset while it was opened.
    except (StorageError, RuntimeError) as error:
        raise CountersError from error


async def seconds_until_reset(
    counters: "FixedWindowRateLimiter", limit: "RateLimitItem", *key: str
) -> int:
    """Return after how many whole seconds the window of a counter ends, at least 1."""
    window = await counters.get_window_stats(limit, *key)
    return max(1, math.ceil(window.reset_time - time.time()))
