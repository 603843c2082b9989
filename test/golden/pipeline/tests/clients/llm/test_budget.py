"""The budget with a fake clock, in this process and in Redis."""

from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest
from fakeredis import FakeAsyncRedis
from structlog.testing import capture_logs

from app.clients.llm.budget import MemoryUsage, RedisUsage, TokenBudget, Usage
from app.clients.llm.port import LLMBudgetError, LLMUnavailableError
from app.utils.redis_client import create_redis
from tests.clock import FakeClock

MINE = "team:1"


@pytest.fixture
def clock() -> FakeClock:
    clock = FakeClock()
    clock.advance(-clock() % 60)
    return clock


@pytest.fixture(params=["memory", "redis"])
async def usage(request: pytest.FixtureRequest) -> AsyncGenerator[Usage]:
    """Yield a counter in this process, and one in Redis."""
    usage = MemoryUsage() if request.param == "memory" else RedisUsage(FakeAsyncRedis())
    yield usage
    await usage.aclose()


@pytest.fixture
def budget(usage: Usage, clock: FakeClock) -> TokenBudget:
    return TokenBudget(usage, limit=100, account_limit=60, window_seconds=60, clock=clock)


async def test_a_call_over_the_budget_of_an_account_is_refused(
    budget: TokenBudget, clock: FakeClock
) -> None:
    await budget.reserve(MINE, 60)
    clock.advance(20.5)

    with pytest.raises(LLMBudgetError) as caught:
        await budget.reserve(MINE, 1)

    assert caught.value.headers == {"Retry-After": "40"}


async def test_a_call_over_the_common_budget_is_refused(budget: TokenBudget) -> None:
    await budget.reserve(MINE, 60)
    await budget.reserve("", 40)

    with pytest.raises(LLMUnavailableError):
        await budget.reserve("team:2", 1)
    with pytest.raises(LLMUnavailableError):
        await budget.reserve("", 1)


async def test_a_refused_call_counts_nothing(budget: TokenBudget) -> None:
    with pytest.raises(LLMBudgetError):
        await budget.reserve(MINE, 61)
    await budget.reserve("", 50)
    with pytest.raises(LLMUnavailableError):
        await budget.reserve(MINE, 51)

    await budget.reserve(MINE, 50)


async def test_unused_tokens_are_returned(budget: TokenBudget) -> None:
    await budget.settle(await budget.reserve(MINE, 60), 40)

    await budget.reserve(MINE, 20)

    with pytest.raises(LLMBudgetError):
        await budget.reserve(MINE, 1)


async def test_a_new_window_begins_at_zero(budget: TokenBudget, clock: FakeClock) -> None:
    old = await budget.reserve(MINE, 60)
    clock.advance(60)
    await budget.reserve(MINE, 60)

    await budget.settle(old, 0)

    with pytest.raises(LLMBudgetError):
        await budget.reserve(MINE, 1)


async def test_processes_share_a_budget_in_redis(clock: FakeClock) -> None:
    redis = FakeAsyncRedis()
    first, second = [
        TokenBudget(RedisUsage(redis), limit=9, account_limit=9, window_seconds=60, clock=clock)
        for _ in range(2)
    ]
    await first.reserve(MINE, 9)

    with pytest.raises(LLMUnavailableError):
        await second.reserve(str(uuid4()), 1)
    await first.aclose()


async def test_without_redis_each_process_counts_on_its_own(clock: FakeClock) -> None:
    usage = RedisUsage(create_redis("redis://127.0.0.1:1"))
    budget = TokenBudget(usage, limit=9, account_limit=9, window_seconds=60, clock=clock)

    with capture_logs() as logs:
        await budget.reserve(MINE, 9)
        with pytest.raises(LLMBudgetError):
            await budget.reserve(MINE, 1)

    await budget.aclose()
    assert logs[0] == {
        "event": "budget not shared",
        "log_level": "warning",
        "error": "ConnectionError",
    }
