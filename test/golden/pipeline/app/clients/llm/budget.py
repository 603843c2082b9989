"""Token budgets per time window: for each account, and for all together."""

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from redis.asyncio import Redis

from app.clients.llm.port import LLMBudgetError, LLMNotCalledError
from app.utils.redis_errors import REDIS_ERRORS

PREFIX = "llm-tokens:"
ALL = "all"

logger = structlog.get_logger("security")


class Usage(Protocol):
    """Counts tokens by window and account."""

    async def add(self, window: int, account: str, tokens: int, *, seconds: float) -> int:
        """Add tokens to a window of this length; return the new total."""

    async def aclose(self) -> None:
        """Close the connections."""


class MemoryUsage:
    """Counts in this process, for the latest window only."""

    def __init__(self) -> None:
        self._window = 0
        self._used: Counter[str] = Counter()

    async def add(self, window: int, account: str, tokens: int, *, seconds: float) -> int:  # noqa: ARG002 - the protocol's
        """Add tokens to a window; return the new total."""
        if window > self._window:
            self._window, self._used = window, Counter()
        if window == self._window:
            self._used[account] += tokens
        return self._used[account]

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


class RedisUsage:
    """Counts in Redis, for all processes; without Redis, each process counts on its own."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._own = MemoryUsage()

    async def add(self, window: int, account: str, tokens: int, *, seconds: float) -> int:
        """Add tokens to a window; return the new total."""
        name = f"{PREFIX}{window}:{account}"
        try:
            async with self._redis.pipeline() as pipeline:
                pipeline.incrby(name, tokens)
                # A call that began in a window may end in the next one.
                pipeline.expire(name, math.ceil(2 * seconds))
                used, _ = await pipeline.execute()
        except REDIS_ERRORS as error:
            logger.warning("budget not shared", error=type(error).__name__)
            return await self._own.add(window, account, tokens, seconds=seconds)
        return int(used)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


@dataclass(frozen=True, slots=True)
class Reservation:
    """The tokens of a call, and the window and accounts that they count against."""

    window: int
    accounts: tuple[str, ...]
    tokens: int


class TokenBudget:
    """Refuses a call in advance if it might exceed a limit.

    Args:
        usage: Counts the tokens.
        limit: The maximum of tokens per window for all accounts together.
        account_limit: The maximum of tokens per window for one account.
        window_seconds: The length of a window.
        clock: Returns the seconds since 1970: processes share the windows.
    """

    def __init__(
        self,
        usage: Usage,
        *,
        limit: int,
        account_limit: int,
        window_seconds: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._usage = usage
        self._limit = limit
        self._account_limit = account_limit
        self._seconds = window_seconds
        self._clock = clock

    async def reserve(self, account: str, tokens: int) -> Reservation:
        """Reserve tokens for a call; without an account, only the common limit applies.

        Raises:
            LLMBudgetError: if the account would exceed its limit in this window.
            LLMUnavailableError: if all together would exceed the common limit.
        """
        window, passed = divmod(self._clock(), self._seconds)
        wait = math.ceil(self._seconds - passed)
        reserved = Reservation(int(window), (), 0)
        for name, limit in ((account, self._account_limit), (ALL, self._limit)):
            if not name:
                continue
            reserved = Reservation(int(window), (*reserved.accounts, name), tokens)
            used = await self._usage.add(reserved.window, name, tokens, seconds=self._seconds)
            if used > limit:
                await self.settle(reserved, 0)
                logger.warning("budget exceeded", account=name)
                if name == ALL:
                    raise LLMNotCalledError("The common budget is used up.", retry_after=wait)
                raise LLMBudgetError("The budget of this account is used up.", retry_after=wait)
        return reserved

    async def settle(self, reserved: Reservation, used: int) -> None:
        """Replace the reserved tokens by those that the call used."""
        for name in reserved.accounts:
            difference = used - reserved.tokens
            await self._usage.add(reserved.window, name, difference, seconds=self._seconds)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._usage.aclose()
