"""The pace of calls: after the breaker, before the timeout, and with the service's own wishes."""

import asyncio
from dataclasses import dataclass, field

import pytest

from app.clients.breaker import CircuitBreaker
from app.clients.errors import CircuitOpenError, ClientError
from app.clients.resilience import Resilience


@dataclass
class RecordedPace:
    """Records the calls, and waits for some turns of the event loop."""

    seconds: float = 0
    waits: int = 0
    penalties: list[float] = field(default_factory=list)

    async def __call__(self) -> None:
        self.waits += 1
        await asyncio.sleep(self.seconds)

    async def penalize(self, seconds: float) -> None:
        self.penalties.append(seconds)


def paced(pace: RecordedPace, *, attempt_seconds: float = 60, failures: int = 100) -> Resilience:
    """Return a resilience of three attempts with this pace."""
    breaker = CircuitBreaker("side", failures=failures)
    return Resilience(breaker, attempt_seconds=attempt_seconds, pace=pace)


async def answer() -> str:
    """Respond after some turns of the event loop, in which a timeout could end the call."""
    await asyncio.sleep(0.005)
    return "answer"


async def test_the_wait_counts_neither_against_the_timeout_nor_the_deadline() -> None:
    pace = RecordedPace(seconds=0.05)
    deadline = asyncio.get_running_loop().time() + 0.02

    answered = await paced(pace, attempt_seconds=0.02).call(answer, deadline=deadline)

    assert (answered, pace.waits) == ("answer", 1)


async def test_each_attempt_waits_for_its_turn() -> None:
    pace = RecordedPace()
    errors = [ClientError("busy", transient=True, retry_after=7.0), ClientError("wrong")]

    async def fail() -> str:
        raise errors.pop(0)

    with pytest.raises(ClientError, match="wrong"):
        await paced(pace).call(fail, deadline=asyncio.get_running_loop().time() + 60)

    assert (pace.waits, pace.penalties) == (2, [7.0])


async def test_a_refused_call_takes_no_turn() -> None:
    pace = RecordedPace()
    resilience = paced(pace, failures=1)
    deadline = asyncio.get_running_loop().time() + 60

    async def fail() -> str:
        raise ClientError("busy", transient=True)

    for _ in range(2):
        with pytest.raises(CircuitOpenError) as caught:
            await resilience.call(fail, deadline=deadline)

    assert pace.waits == 1
    assert 0 < (caught.value.retry_after or 0) <= 30
