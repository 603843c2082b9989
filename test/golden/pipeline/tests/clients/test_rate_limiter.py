"""The rate limit of services: gaps in one process, and over all processes."""

import asyncio
from collections.abc import AsyncGenerator
from itertools import pairwise
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError
from redis.asyncio import Redis
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.clients.rate_limiter import MemorySlots, RateLimiter, Slots
from app.clients.rate_slots import DatabaseSlots, create_rate_limiter
from app.clients.redis_slots import PREFIX, RedisSlots
from app.config import Environment, Settings
from app.models.rate_slot import RateSlot
from app.utils.database import create_session_factory
from app.utils.exceptions import UnavailableError
from app.utils.redis_client import create_redis
from tests.redis import REDIS_URL, REDIS_URLS

INTERVAL = 0.02


@pytest.fixture
async def session_factory(engine: AsyncEngine) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield a factory of real sessions."""
    factory = create_session_factory(engine)
    yield factory
    async with factory.begin() as session:
        await session.execute(delete(RateSlot))


@pytest.fixture
async def redis() -> AsyncGenerator[Redis]:
    """Yield a real Redis."""
    redis = create_redis(REDIS_URL)
    await redis.delete(f"{PREFIX}openai")
    yield redis
    await redis.delete(f"{PREFIX}openai")
    await redis.aclose()


@pytest.fixture(params=["memory", "database", *["redis" for _ in REDIS_URLS]])
def slots(
    request: pytest.FixtureRequest, session_factory: async_sessionmaker[AsyncSession]
) -> Slots:
    """Return each kind of slots."""
    if request.param == "memory":
        return MemorySlots()
    if request.param == "database":
        return DatabaseSlots(session_factory)
    return RedisSlots(request.getfixturevalue("redis"))


async def call_all(limiters: list[RateLimiter], callers: int) -> list[float]:
    """Make one call with each of the callers of each limiter, and return the times."""
    loop = asyncio.get_running_loop()
    times: list[float] = []

    async def call(limiter: RateLimiter) -> None:
        await limiter.wait("openai")
        times.append(loop.time())

    await asyncio.gather(*[call(limiter) for limiter in limiters for _ in range(callers)])
    return sorted(times)


class Starts(dict[str, float]):
    """The last start of each service, and all starts of all services."""

    def __init__(self) -> None:
        self.all: list[float] = []

    def __setitem__(self, service: str, at: float) -> None:
        self.all.append(at)
        super().__setitem__(service, at)


async def test_no_gap_in_one_process_is_shorter_than_the_interval(slots: Slots) -> None:
    limiter = RateLimiter({"openai": INTERVAL}, slots)
    # The limiter's own times: on a busy machine a caller may note its start late.
    limiter._last = starts = Starts()

    await call_all([limiter], 20)

    gaps = [after - before for before, after in pairwise(starts.all)]
    assert len(gaps) == 19
    assert min(gaps) > INTERVAL - 0.001


async def test_processes_share_the_slots(slots: Slots) -> None:
    limiters = [RateLimiter({"openai": INTERVAL}, slots) for _ in range(3)]

    times = await call_all(limiters, 7)

    # The promise: over any window, window / interval + the number of processes.
    for start in times:
        in_window = sum(start <= each < start + 5 * INTERVAL for each in times)
        assert in_window <= 5 + len(limiters) + 1
    assert times[-1] - times[0] >= (len(times) - 1 - len(limiters)) * INTERVAL


async def test_a_penalty_delays_every_process(slots: Slots) -> None:
    first, second = [RateLimiter({"openai": INTERVAL}, slots) for _ in range(2)]
    loop = asyncio.get_running_loop()

    await first.penalize("openai", 0.15)
    began = loop.time()
    await second.wait("openai")

    assert loop.time() - began > 0.14


@pytest.mark.parametrize("seconds", [-1.0, 0.0, 10.0**9])
async def test_a_penalty_is_bounded(seconds: float) -> None:
    now = 0.0
    slots = MemorySlots(clock=lambda: now)
    await RateLimiter({"openai": 1}, slots).penalize("openai", seconds)

    assert await slots.reserve("openai", 1) == (3600 if seconds > 0 else 0)


async def test_callers_take_turns_in_their_order() -> None:
    limiter = RateLimiter({"openai": 0.001}, MemorySlots())
    order: list[int] = []

    async def call(number: int) -> None:
        await limiter.wait("openai")
        order.append(number)

    tasks = [asyncio.create_task(call(number)) for number in range(10)]
    await asyncio.sleep(0)
    tasks[3].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert order == [0, 1, 2, 4, 5, 6, 7, 8, 9]


def test_a_service_without_an_interval_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="RATE_LIMITS has no interval for 'openai'"):
        RateLimiter({}, MemorySlots()).pace("openai")


async def test_a_redis_that_is_down_makes_calls_unavailable() -> None:
    slots = RedisSlots(create_redis("redis://127.0.0.1:1"))

    with pytest.raises(UnavailableError):
        await slots.reserve("openai", 1)


def make(**values: Any) -> Settings:
    """Return settings with these values."""
    return Settings(
        environment=Environment.TEST,
        database_url="sqlite+aiosqlite://",
        _env_file=None,
        **values,
    )


@pytest.mark.parametrize(
    "text",
    ["openai=0", "openai=abc", "openai", "opnai=0.1", "openai=-1", "openai=nan", "openai=3601"],
)
def test_an_invalid_limit_is_named(text: str) -> None:
    with pytest.raises(ValidationError, match=text):
        make(rate_limits=f"anthropic=0.2,{text}")


def test_limits_are_read_from_text(session_factory: async_sessionmaker[AsyncSession]) -> None:
    settings = make(rate_limits=" openai = 0.5 , notion=1,")

    assert settings.rate_limits == {"openai": 0.5, "notion": 1.0}
    for url in ("", "memory://", "redis://localhost"):
        changed = settings.model_copy(update={"rate_limits_url": url})
        create_rate_limiter(changed, session_factory).pace("notion")
