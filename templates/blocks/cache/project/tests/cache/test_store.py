"""The stores behave the same, in this process and in Redis."""

from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest

from app.cache.store import CacheDownError, MemoryStore, RedisStore, Store
from tests.clock import FakeClock
from tests.redis import REDIS_URLS


@pytest.fixture(params=["memory", *REDIS_URLS])
async def store(request: pytest.FixtureRequest) -> AsyncGenerator[Store]:
    """Yield a store in this process, and one in Redis if there is one."""
    store = MemoryStore() if request.param == "memory" else RedisStore(request.param)
    yield store
    await store.aclose()


@pytest.fixture
def name() -> str:
    """Return a name that no other test has used."""
    return str(uuid4())


async def test_a_value_is_found_until_it_is_deleted(store: Store, name: str) -> None:
    assert await store.get(name) is None

    await store.set(name, b"one", seconds=60)
    await store.set(name, b"two", seconds=60)
    assert await store.get(name) == b"two"

    await store.delete(name, "another")
    assert await store.get(name) is None


async def test_a_value_expires() -> None:
    clock = FakeClock()
    store = MemoryStore(clock=clock)
    await store.set("a", b"1", seconds=60)

    clock.advance(59.9)
    assert await store.get("a") == b"1"

    clock.advance(0.1)
    assert await store.get("a") is None


async def test_memory_drops_the_least_recently_used_value() -> None:
    store = MemoryStore(entries=2)
    await store.set("a", b"1", seconds=60)
    await store.set("b", b"2", seconds=60)
    await store.get("a")

    await store.set("c", b"3", seconds=60)

    assert [await store.get(name) for name in ("a", "b", "c")] == [b"1", None, b"3"]


async def test_an_unreachable_store_raises() -> None:
    store = RedisStore("redis://127.0.0.1:1")

    with pytest.raises(CacheDownError):
        await store.get("a")
    with pytest.raises(CacheDownError):
        await store.set("a", b"1", seconds=1)
    with pytest.raises(CacheDownError):
        await store.delete("a")
    await store.aclose()
