"""Retries: after which errors, and how many."""

import asyncio

import pytest
import stamina
from structlog.testing import capture_logs

from app.clients.breaker import CircuitBreaker
from app.clients.errors import CircuitOpenError, ClientError
from app.clients.resilience import Resilience, log_retries_quietly, wait_before_retry


class Failing:
    """Raises these errors, one per call, and then responds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


def moment() -> ClientError:
    """Return a transient error."""
    return ClientError("for a moment", transient=True)


def resilience(*, failures: int = 100, attempt_seconds: float = 60) -> Resilience:
    """Return a resilience of three attempts, with its own breaker."""
    return Resilience(CircuitBreaker("side", failures=failures), attempt_seconds=attempt_seconds)


def in_a_minute() -> float:
    """Return a deadline that no test reaches."""
    return asyncio.get_running_loop().time() + 60


async def test_a_transient_error_is_retried() -> None:
    work = Failing(moment(), moment())

    assert await resilience().call(work, deadline=in_a_minute()) == "answer"

    assert work.calls == 3


async def test_the_number_of_attempts_is_limited() -> None:
    work = Failing(*[moment() for _ in range(4)])

    with pytest.raises(ClientError, match="for a moment"):
        await resilience().call(work, deadline=in_a_minute())

    assert work.calls == 3


@pytest.mark.parametrize("error", [ClientError("a wrong key"), ValueError("a bug")])
async def test_other_errors_are_not_retried(error: Exception) -> None:
    work = Failing(error)

    with pytest.raises(type(error)):
        await resilience().call(work, deadline=in_a_minute())

    assert work.calls == 1


async def test_an_open_circuit_is_not_retried() -> None:
    work = Failing(moment(), moment())

    with pytest.raises(CircuitOpenError):
        await resilience(failures=1).call(work, deadline=in_a_minute())

    assert work.calls == 1


async def test_an_attempt_that_takes_too_long_counts_as_a_failure() -> None:
    calls = 0

    async def never() -> str:
        nonlocal calls
        calls += 1
        await asyncio.Event().wait()
        return "never"

    with pytest.raises(ClientError, match="no response in time"):
        await resilience(attempt_seconds=0.001).call(never, deadline=in_a_minute())

    assert calls == 3


async def test_there_is_no_retry_after_the_deadline() -> None:
    work = Failing(moment())
    deadline = asyncio.get_running_loop().time() + 1.9

    with pytest.raises(ClientError, match="for a moment"):
        await resilience().call(work, deadline=deadline)

    assert work.calls == 1


@pytest.mark.parametrize(
    ("retry_after", "seconds_left", "wait"),
    [(None, 60, True), (None, 2, False), (7, 60, 7), (7, 7, False), (0.0, 60, 0.0)],
)
def test_the_other_side_may_request_a_wait(
    retry_after: float | None, seconds_left: float, wait: bool | float
) -> None:
    error = ClientError("busy", transient=True, retry_after=retry_after)

    assert wait_before_retry(error, seconds_left) == wait
    assert type(wait_before_retry(error, seconds_left)) is type(wait)


async def test_a_retry_is_logged_without_arguments() -> None:
    log_retries_quietly()

    @stamina.retry(on=ClientError, attempts=2)
    async def ask(_prompt: str) -> None:
        raise moment()

    with capture_logs() as logs, pytest.raises(ClientError):
        await ask("my secret")

    assert [(entry["event"], entry["error"]) for entry in logs] == [
        ("call is retried", "for a moment")
    ]
    assert "secret" not in str(logs)
