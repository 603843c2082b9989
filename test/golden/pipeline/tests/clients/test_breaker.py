"""The circuit breaker, with a fake clock."""

import asyncio

import pytest

from app.clients.breaker import CircuitBreaker
from app.clients.errors import CircuitOpenError, ClientError
from tests.clock import FakeClock


class OtherSide:
    """Responds, or fails on demand."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: BaseException | None = None

    async def __call__(self) -> str:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return "answer"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def breaker(clock: FakeClock) -> CircuitBreaker:
    return CircuitBreaker("side", failures=2, rest_seconds=30, clock=clock)


@pytest.fixture
def side() -> OtherSide:
    return OtherSide()


async def fail(breaker: CircuitBreaker, side: OtherSide, *, transient: bool = True) -> None:
    """Make one call that fails."""
    side.error = ClientError("down", transient=transient)
    with pytest.raises(ClientError, match="down"):
        await breaker.call(side)
    side.error = None


async def test_an_open_circuit_makes_no_call(breaker: CircuitBreaker, side: OtherSide) -> None:
    await fail(breaker, side)
    await fail(breaker, side)

    with pytest.raises(CircuitOpenError):
        await breaker.call(side)

    assert side.calls == 2


async def test_only_failures_in_a_row_count(breaker: CircuitBreaker, side: OtherSide) -> None:
    for _ in range(3):
        await fail(breaker, side)
        assert await breaker.call(side) == "answer"


async def test_an_error_that_is_not_transient_does_not_count(
    breaker: CircuitBreaker, side: OtherSide
) -> None:
    for _ in range(3):
        await fail(breaker, side, transient=False)


async def test_a_successful_probe_closes_the_circuit(
    breaker: CircuitBreaker, side: OtherSide, clock: FakeClock
) -> None:
    await fail(breaker, side)
    await fail(breaker, side)
    clock.advance(29.9)
    with pytest.raises(CircuitOpenError):
        await breaker.call(side)

    clock.advance(0.1)

    assert await breaker.call(side) == "answer"
    await fail(breaker, side)
    assert await breaker.call(side) == "answer"


async def test_a_failed_probe_opens_the_circuit_again(
    breaker: CircuitBreaker, side: OtherSide, clock: FakeClock
) -> None:
    await fail(breaker, side)
    await fail(breaker, side)
    clock.advance(30)

    await fail(breaker, side)

    clock.advance(29)
    with pytest.raises(CircuitOpenError):
        await breaker.call(side)


async def test_only_one_probe_runs_at_a_time(
    breaker: CircuitBreaker, side: OtherSide, clock: FakeClock
) -> None:
    await fail(breaker, side)
    await fail(breaker, side)
    clock.advance(30)
    may_end = asyncio.Event()

    async def slow() -> str:
        await may_end.wait()
        return "slow answer"

    probe = asyncio.create_task(breaker.call(slow))
    await asyncio.sleep(0)
    with pytest.raises(CircuitOpenError):
        await breaker.call(side)
    may_end.set()

    assert await probe == "slow answer"
    assert await breaker.call(side) == "answer"


async def test_a_cancelled_probe_allows_the_next_one(
    breaker: CircuitBreaker, side: OtherSide, clock: FakeClock
) -> None:
    await fail(breaker, side)
    await fail(breaker, side)
    clock.advance(30)
    side.error = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await breaker.call(side)
    side.error = None

    assert await breaker.call(side) == "answer"


async def test_a_call_from_before_the_opening_does_not_close_the_circuit(
    breaker: CircuitBreaker, side: OtherSide
) -> None:
    may_end = asyncio.Event()

    async def slow() -> str:
        await may_end.wait()
        return "slow answer"

    early = asyncio.create_task(breaker.call(slow))
    await asyncio.sleep(0)
    await fail(breaker, side)
    await fail(breaker, side)
    may_end.set()

    assert await early == "slow answer"
    with pytest.raises(CircuitOpenError):
        await breaker.call(side)
