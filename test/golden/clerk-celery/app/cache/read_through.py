"""A read-through cache: values by key, which are loaded if they are missing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog
from pydantic import BaseModel, ValidationError

from app.cache.store import CacheDownError, Store

ModelT = TypeVar("ModelT", bound=BaseModel)

# How long a store is not called after a failure.
REST_SECONDS = 5.0

log = structlog.get_logger("cache")


@dataclass(frozen=True, slots=True)
class Key(Generic[ModelT]):
    """The name, model and lifetime of a cached value; one function creates each kind of key.

    A write that makes a value stale deletes its key, after the commit.
    """

    name: str
    model: type[ModelT]
    seconds: int


class Cache:
    """Caches models as JSON. A failure of the store never fails a request.

    Args:
        store: Keeps the values.
        clock: A monotonic clock in seconds.
    """

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._loading: dict[str, asyncio.Future[str]] = {}
        self._down_until: float | None = None

    async def get_or_load(self, key: Key[ModelT], load: Callable[[], Awaitable[ModelT]]) -> ModelT:
        """Return the stored value of a key; if there is none, store and return that of `load`.

        Of concurrent calls in this process, one loads; the others wait for its value or its error.
        """
        while True:
            stored = await self._read(key)
            if stored is not None:
                return stored
            running = self._loading.get(key.name)
            if running is None:
                return await self._load(key, load)
            await asyncio.wait([running])
            # If the loading task was cancelled, another one loads.
            if not running.cancelled():
                return key.model.model_validate_json(running.result())

    async def put(self, key: Key[ModelT], value: ModelT) -> None:
        """Replace a value. Call it after the commit that created the value."""
        self._loading.pop(key.name, None)
        await self._write(key, value.model_dump_json())

    async def delete(self, *keys: Key[ModelT]) -> None:
        """Delete values. Call it after the commit that made them stale."""
        names = [key.name for key in keys]
        for name in names:
            # A value that is being loaded may predate the commit, so it must not be stored.
            self._loading.pop(name, None)
        try:
            await self._store.delete(*names)
        except CacheDownError:
            self._note_down()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._store.aclose()

    async def _load(self, key: Key[ModelT], load: Callable[[], Awaitable[ModelT]]) -> ModelT:
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._loading[key.name] = mine
        try:
            value = await load()
            text = value.model_dump_json()
            if self._loading.get(key.name) is mine:
                await self._write(key, text)
            mine.set_result(text)
        except Exception as error:
            mine.set_exception(error)
            # Mark it as retrieved: perhaps no other task waits for it.
            mine.exception()
            raise
        finally:
            # Has no effect unless this task was cancelled.
            mine.cancel()
            if self._loading.get(key.name) is mine:
                del self._loading[key.name]
        return value

    async def _read(self, key: Key[ModelT]) -> ModelT | None:
        if self._rests():
            return None
        try:
            text = await self._store.get(key.name)
        except CacheDownError:
            self._note_down()
            return None
        self._note_up()
        # A value that another version of the application stored may not match the model.
        with suppress(ValidationError):
            return None if text is None else key.model.model_validate_json(text)
        return None

    async def _write(self, key: Key[ModelT], text: str) -> None:
        if self._rests():
            return
        try:
            await self._store.set(key.name, text.encode(), seconds=key.seconds)
        except CacheDownError:
            self._note_down()

    def _rests(self) -> bool:
        return self._down_until is not None and self._clock() < self._down_until

    def _note_down(self) -> None:
        if self._down_until is None:
            log.warning("cache is down")
        self._down_until = self._clock() + REST_SECONDS

    def _note_up(self) -> None:
        if self._down_until is not None:
            log.info("cache is back")
        self._down_until = None
