"""The cache: loading, concurrent requests, and failures of the store."""

import asyncio

import pytest
from pydantic import BaseModel
from structlog.testing import capture_logs

from app.cache.factory import create_cache
from app.cache.read_through import REST_SECONDS, Cache, Key
from app.cache.store import CacheDownError, MemoryStore
from app.config import Environment, Settings
from tests.clock import FakeClock


class Box(BaseModel):
    size: int


BOX = Key("box", Box, 60)


class Loader:
    """Loads a larger box each time, and can be made to wait or to fail."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self) -> Box:
        self.calls += 1
        size = self.calls
        await self.may_end.wait()
        if self.error is not None:
            raise self.error
        return Box(size=size)


class BrokenStore(MemoryStore):
    """Cannot be reached while it is down."""

    def __init__(self) -> None:
        super().__init__()
        self.down = True
        self.calls = 0

    def _check(self) -> None:
        self.calls += 1
        if self.down:
            raise CacheDownError

    async def get(self, name: str) -> bytes | str | None:
        self._check()
        return await super().get(name)

    async def set(self, name: str, value: bytes, *, seconds: int) -> None:
        self._check()
        await super().set(name, value, seconds=seconds)

    async def delete(self, *names: str) -> None:
        self._check()
        await super().delete(*names)


async def settle() -> None:
    """Let the other tasks run until they wait."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def cache() -> Cache:
    return Cache(MemoryStore())


@pytest.fixture
def load() -> Loader:
    return Loader()


async def test_a_value_is_loaded_once(cache: Cache, load: Loader) -> None:
    first = await cache.get_or_load(BOX, load)
    second = await cache.get_or_load(BOX, load)

    assert (first, second, load.calls) == (Box(size=1), Box(size=1), 1)
    assert first is not second


async def test_a_deleted_value_is_loaded_again(cache: Cache, load: Loader) -> None:
    await cache.get_or_load(BOX, load)

    await cache.delete(BOX)

    assert await cache.get_or_load(BOX, load) == Box(size=2)


async def test_concurrent_requests_load_once(cache: Cache, load: Loader) -> None:
    load.may_end.clear()
    tasks = [asyncio.create_task(cache.get_or_load(BOX, load)) for _ in range(10)]
    await settle()
    load.may_end.set()

    assert await asyncio.gather(*tasks) == [Box(size=1)] * 10
    assert load.calls == 1


async def test_concurrent_requests_share_an_error_and_the_next_one_retries(
    cache: Cache, load: Loader
) -> None:
    load.may_end.clear()
    load.error = ValueError("no box")
    tasks = [asyncio.create_task(cache.get_or_load(BOX, load)) for _ in range(3)]
    await settle()
    load.may_end.set()

    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(result) for result in results] == ["no box"] * 3
    assert load.calls == 1

    load.error = None
    assert await cache.get_or_load(BOX, load) == Box(size=2)


async def test_if_the_loading_task_is_cancelled_another_one_loads(
    cache: Cache, load: Loader
) -> None:
    load.may_end.clear()
    first, second = [asyncio.create_task(cache.get_or_load(BOX, load)) for _ in range(2)]
    await settle()
    first.cancel()
    await settle()
    load.may_end.set()

    assert await second == Box(size=2)
    assert first.cancelled()


async def test_a_value_loaded_before_a_deletion_is_not_stored(cache: Cache, load: Loader) -> None:
    load.may_end.clear()
    early = asyncio.create_task(cache.get_or_load(BOX, load))
    await settle()
    await cache.delete(BOX)
    late = asyncio.create_task(cache.get_or_load(BOX, load))
    await settle()
    load.may_end.set()

    assert (await early, await late) == (Box(size=1), Box(size=2))
    assert await cache.get_or_load(BOX, load) == Box(size=2)


async def test_a_value_of_another_version_is_loaded_again(load: Loader) -> None:
    store = MemoryStore()
    await store.set(BOX.name, b'{"width": 3}', seconds=60)

    assert await Cache(store).get_or_load(BOX, load) == Box(size=1)


async def test_without_a_store_requests_succeed_and_the_failure_is_logged_once(
    load: Loader,
) -> None:
    store, clock = BrokenStore(), FakeClock()
    cache = Cache(store, clock=clock)

    with capture_logs() as logs:
        assert await cache.get_or_load(BOX, load) == Box(size=1)
        assert await cache.get_or_load(BOX, load) == Box(size=2)
        await cache.delete(BOX)
        # Called by the first request and by the deletion, but not by the second request.
        assert store.calls == 2
        clock.advance(REST_SECONDS)
        assert await cache.get_or_load(BOX, load) == Box(size=3)
        store.down = False
        clock.advance(REST_SECONDS)
        assert await cache.get_or_load(BOX, load) == Box(size=4)
        assert await cache.get_or_load(BOX, load) == Box(size=4)

    assert [entry["event"] for entry in logs] == ["cache is down", "cache is back"]


async def test_a_store_that_goes_down_during_loading_raises_no_error(load: Loader) -> None:
    store = BrokenStore()
    store.down = False

    async def load_slowly() -> Box:
        store.down = True
        return await load()

    assert await Cache(store).get_or_load(BOX, load_slowly) == Box(size=1)


async def test_an_unreachable_redis_raises_no_error(load: Loader) -> None:
    settings = Settings(
        environment=Environment.TEST, redis_url="redis://127.0.0.1:1", _env_file=None
    )
    cache = create_cache(settings)

    assert await cache.get_or_load(BOX, load) == Box(size=1)
    await cache.delete(BOX)
    await cache.aclose()


async def test_put_replaces_a_value() -> None:
    cache = Cache(MemoryStore())
    load = Loader()
    await cache.get_or_load(BOX, load)

    await cache.put(BOX, Box(size=9))

    assert await cache.get_or_load(BOX, load) == Box(size=9)
    assert load.calls == 1


async def test_a_value_that_is_being_loaded_does_not_replace_a_put_one() -> None:
    cache = Cache(MemoryStore())
    load = Loader()
    load.may_end.clear()
    loading = asyncio.create_task(cache.get_or_load(BOX, load))
    await asyncio.sleep(0)

    await cache.put(BOX, Box(size=9))
    load.may_end.set()

    assert await loading == Box(size=1)
    assert await cache.get_or_load(BOX, load) == Box(size=9)
