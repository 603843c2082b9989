"""Stores of cached values: bytes by name, each with a lifetime."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from app.utils.redis_client import create_redis
from app.utils.redis_errors import REDIS_ERRORS

ENTRIES = 10_000
PREFIX = "cache:"


class CacheDownError(Exception):
    """The store cannot be reached."""


class Store(Protocol):
    """Stores bytes. Each method raises `CacheDownError` if the store cannot be reached."""

    async def get(self, name: str) -> bytes | str | None:
        """Return the value of a name, or `None` if there is none or it has expired."""

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        """Store a value that expires after `seconds`."""

    async def delete(self, *names: str) -> None:
        """Delete the values of these names."""

    async def aclose(self) -> None:
        """Close the connections."""


class MemoryStore:
    """Stores values in this process, and drops the least recently used ones.

    Args:
        entries: The maximum number of values.
        clock: A monotonic clock in seconds.
    """

    def __init__(
        self, *, entries: int = ENTRIES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries = entries
        self._clock = clock
        self._values: OrderedDict[str, tuple[bytes, float]] = OrderedDict()

    async def get(self, name: str) -> bytes | str | None:
        """Return the value of a name, or `None` if there is none or it has expired."""
        value, ends_at = self._values.get(name, (b"", 0.0))
        if self._clock() >= ends_at:
            self._values.pop(name, None)
            return None
        self._values.move_to_end(name)
        return value

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        """Store a value that expires after `seconds`."""
        self._values[name] = (value, self._clock() + seconds)
        self._values.move_to_end(name)
        if len(self._values) > self._entries:
            self._values.popitem(last=False)

    async def delete(self, *names: str) -> None:
        """Delete the values of these names."""
        for name in names:
            self._values.pop(name, None)

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


class RedisStore:
    """Stores values in Redis, for all processes."""

    def __init__(self, url: str) -> None:
        self._redis = create_redis(url)

    async def get(self, name: str) -> bytes | str | None:
        """Return the value of a name, or `None` if there is none or it has expired."""
        try:
            return await self._redis.get(PREFIX + name)
        except REDIS_ERRORS as error:
            raise CacheDownError from error

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        """Store a value that expires after `seconds`."""
        try:
            await self._redis.set(PREFIX + name, value, ex=seconds)
        except REDIS_ERRORS as error:
            raise CacheDownError from error

    async def delete(self, *names: str) -> None:
        """Delete the values of these names."""
        try:
            await self._redis.delete(*(PREFIX + name for name in names))
        except REDIS_ERRORS as error:
            raise CacheDownError from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()
