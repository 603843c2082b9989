"""Calls to other servers: with a timeout, a circuit breaker and retries.

This is the only place that retries. The called function must not retry, or three attempts become
nine.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import stamina
import structlog
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from app.clients.breaker import CircuitBreaker
from app.clients.errors import ClientError

ResultT = TypeVar("ResultT")

ATTEMPTS = 3
FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 2.0
JITTER_SECONDS = 0.3

log = structlog.get_logger("clients")


class Pace(Protocol):
    """Spaces the calls to one external service, over all processes."""

    async def __call__(self) -> None:
        """Wait until the next call may start."""

    async def penalize(self, seconds: float) -> None:
        """Start no call for some seconds, because the service asked for it."""


class Resilience:
    """Calls one external service.

    Args:
        breaker: The circuit breaker of the service.
        attempt_seconds: The timeout of one attempt.
        attempts: The maximum number of attempts.
        pace: Spaces the attempts. It waits after the breaker has admitted one, and before its
            timeout starts: the wait for a slot counts neither against it nor against the deadline.
    """

    def __init__(
        self,
        breaker: CircuitBreaker,
        *,
        attempt_seconds: float,
        attempts: int = ATTEMPTS,
        pace: Pace | None = None,
    ) -> None:
        self._breaker = breaker
        self._attempt_seconds = attempt_seconds
        self._attempts = attempts
        self._pace = pace

    async def call(self, work: Callable[[], Awaitable[ResultT]], *, deadline: float) -> ResultT:
        """Return the result of the work before a deadline in the event loop's time.

        Raises:
            ClientError: if the last attempt failed, or there is no time for a retry.
        """
        loop = asyncio.get_running_loop()

        async def attempt() -> ResultT:
            nonlocal deadline
            if self._pace is not None:
                began = loop.time()
                await self._pace()
                deadline += loop.time() - began
            try:
                async with asyncio.timeout_at(min(deadline, loop.time() + self._attempt_seconds)):
                    return await work()
            except TimeoutError:
                raise ClientError("no response in time", transient=True) from None
            except ClientError as error:
                if self._pace is not None and error.retry_after is not None:
                    await self._pace.penalize(error.retry_after)
                raise

        def wait(error: Exception) -> bool | float:
            return wait_before_retry(error, deadline - loop.time())

        call = stamina.AsyncRetryingCaller(
            attempts=self._attempts,
            timeout=None,
            wait_initial=FIRST_WAIT_SECONDS,
            wait_max=LONGEST_WAIT_SECONDS,
            wait_jitter=JITTER_SECONDS,
        )
        return await call(wait, self._breaker.call, attempt)


def wait_before_retry(error: Exception, seconds_left: float) -> bool | float:
    """Return whether to retry, or the wait in seconds that the other side requested."""
    if not isinstance(error, ClientError) or not error.transient:
        return False
    # A wait must end before the deadline.
    if seconds_left <= (error.retry_after or LONGEST_WAIT_SECONDS):
        return False
    return True if error.retry_after is None else error.retry_after


def log_retries_quietly() -> None:
    """Log retries without arguments; the library's own hook would log secrets."""
    set_on_retry_hooks([log_retry])


def log_retry(details: RetryDetails) -> None:
    """Log that a call failed and will be retried."""
    log.warning(
        "call is retried",
        failed_attempts=details.retry_num,
        seconds=round(details.wait_for, 2),
        error=str(details.caused_by),
    )
