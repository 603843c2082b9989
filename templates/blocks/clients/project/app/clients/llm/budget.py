"""How many tokens a process may spend in a window of time."""

import math
import time
from collections.abc import Callable

from app.clients.llm.port import LLMUnavailableError


class TokenBudget:
    """Counts tokens, and refuses a call before it is made rather than the bill afterwards.

    Args:
        limit: How many tokens a window has.
        window_seconds: How long a window is.
        clock: Returns seconds that never go back.
    """

    def __init__(
        self,
        limit: int,
        *,
        window_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._window_seconds = window_seconds
        self._clock = clock
        self._ends_at = clock() + window_seconds
        self._spent = 0

    def reserve(self, tokens: int) -> None:
        """Set tokens aside for a call.

        Raises:
            LLMUnavailableError: if the window does not have that many left.
        """
        now = self._clock()
        if now >= self._ends_at:
            self._ends_at = now + self._window_seconds
            self._spent = 0
        if self._spent + tokens > self._limit:
            raise LLMUnavailableError(
                "The budget for language models is spent for now.",
                retry_after=math.ceil(self._ends_at - now),
            )
        self._spent += tokens

    def settle(self, reserved: int, spent: int) -> None:
        """Replace what was set aside by what the call took."""
        # Not below nothing: the call may have begun in the window before.
        self._spent = max(0, self._spent + spent - reserved)
