"""A circuit breaker: after failures in a row, calls are refused for a while."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from app.clients.errors import CircuitOpenError, ClientError

ResultT = TypeVar("ResultT")

FAILURES = 5
REST_SECONDS = 30.0

log = structlog.get_logger("clients")


class CircuitBreaker:
    """Opens after failures in a row; then one probe at a time decides whether it closes.

    Args:
        name: The name of the other side, for the log.
        failures: The number of failures in a row that open it.
        rest_seconds: How long it stays open before the next probe.
        clock: A monotonic clock in seconds.
    """

    def __init__(
        self,
        name: str,
        *,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._limit = failures
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._failures = 0
        self._opened_at: float | None = None
        self._probing = False

    async def call(self, work: Callable[[], Awaitable[ResultT]]) -> ResultT:
        """Return the result of the work, and record whether the other side responded.

        An error that is not transient is also a response. A cancelled call is not recorded.

        Raises:
            CircuitOpenError: if the circuit is open; the work was not started.
            ClientError: if the work raises it.
        """
        is_probe = self._admit()
        try:
            result = await work()
        except ClientError as error:
            self._note(failed=error.transient, is_probe=is_probe)
            raise
        finally:
            if is_probe:
                self._probing = False
        self._note(failed=False, is_probe=is_probe)
        return result

    def _admit(self) -> bool:
        """Return whether the call that begins is a probe."""
        if self._opened_at is None:
            return False
        if self._probing or self._clock() < self._opened_at + self._rest_seconds:
            wait = max(0.0, self._opened_at + self._rest_seconds - self._clock())
            raise CircuitOpenError(f"the circuit of {self._name} is open", retry_after=wait or None)
        self._probing = True
        return True

    def _note(self, *, failed: bool, is_probe: bool) -> None:
        if self._opened_at is not None and not is_probe:
            return  # The call began before the circuit opened.
        if not failed:
            self._close()
            return
        self._failures += 1
        if is_probe or self._failures >= self._limit:
            self._opened_at = self._clock()
            log.warning("circuit opened", name=self._name, seconds=self._rest_seconds)

    def _close(self) -> None:
        if self._opened_at is not None:
            log.info("circuit closed", name=self._name)
        self._failures = 0
        self._opened_at = None
