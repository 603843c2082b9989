"""Stores of cached values: bytes by name, each for a limited time."""

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
    """Keeps bytes. Each method raises `CacheDownError` if the store cannot be reached."""

    async def get(self, name: str) -> bytes | str | None:
        """Return what is kept under a name, unless its time is over."""

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        """Keep a value for so many seconds."""

    async def delete(self, *names: str) -> None:
        """Forget what is kept under these names."""

    async def aclose(self) -> None:
        """Close the connections."""


class MemoryStore:
    """Keeps values in this process, the most recently used ones if there are too many.

    Args:
        entries: How many there may be.
        clock: Returns seconds that never go back.
    """

    def __init__(
        self, *, entries: int = ENTRIES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries = entries
        self._clock = clock
        self._values: OrderedDict[str, tuple[bytes, float]] = OrderedDict()

    async def get(self, name: str) -> bytes | str | None:
        """Return what is kept under a name, unless its time is over."""
        value, ends_at = self._values.get(name, (b"", 0.0))
        if self._clock() >= ends_at:
            self._values.pop(name, None)
            return None
        self._values.move_to_end(name)
        return value

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        """Keep a value for so many seconds."""
        self._values[name] = (value, self._clock() + seconds)
        self._values.move_to_end(name)
        if len(self._values) > self._entries:
            self._values.popitem(last=False)

    async def delete(self, *names: str) -> None:
        """Forget what is kept under these names."""
        for name in names:
            self._values.pop(name, None)

    async def aclose(self) -> None:
        """Have nothing to close."""


class RedisStore:
    """Keeps values in Redis, for all processes."""

    def __init__(self, url: str) -> None:
        self._redis = create_redis(url)

    async def get(self, name: str) -> bytes | str | None:
        """Return what is kept under a name, unless its time is over."""
        try:
            return await self._redis.get(PREFIX + name)
        except REDIS_ERRORS as error:
            raise CacheDownError from error

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        """Keep a value for so many seconds."""
        try:
            await self._redis.set(PREFIX + name, value, ex=seconds)
        except REDIS_ERRORS as error:
            raise CacheDownError from error

    async def delete(self, *names: str) -> None:
        """Forget what is kept under these names."""
        try:
            await self._redis.delete(*(PREFIX + name for name in names))
        except REDIS_ERRORS as error:
            raise CacheDownError from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()
