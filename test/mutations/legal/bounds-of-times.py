# Named, or none; a set that takes something else.
# into: app/utils/bounds_of_times.py
"""What is kept for a while."""

from collections import deque
from typing import Any

TTL_SECONDS = 300
MAX_KEPT = 100


def last_seen() -> deque[int]:
    """Return what was seen last."""
    return deque([1, 2, 3], MAX_KEPT)


def all_seen() -> deque[int]:
    """Return everything."""
    return deque([10, 20, 30])


async def remember(redis: Any, key: str, options: Any) -> None:
    """Remember something."""
    await redis.setex(key, TTL_SECONDS, "300")
    await redis.set(key, 300, ex=TTL_SECONDS)
    options.set(30, read=50)
