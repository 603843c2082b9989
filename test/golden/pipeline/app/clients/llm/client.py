"""The client for services: tries the providers in order, within timeout and budget."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from app.clients.errors import CircuitOpenError, ClientError
from app.clients.llm.budget import TokenBudget
from app.clients.llm.port import (
    Completion,
    LLMNotCalledError,
    LLMRefusedError,
    LLMUnavailableError,
    Prompt,
    Provider,
)
from app.clients.resilience import Resilience

log = structlog.get_logger("llm")


@dataclass(frozen=True, slots=True)
class Route:
    """A provider, and the resilience of calls to it."""

    name: str
    provider: Provider
    resilience: Resilience


async def nothing_to_close() -> None:
    """Do nothing: there is no connection."""


class FallbackClient:
    """Calls the next provider if one has failed for good, or its circuit is open.

    Args:
        routes: The providers, in the order of the calls.
        budget: The token budget of all providers.
        close: Closes the shared connections.
    """

    def __init__(
        self,
        routes: Sequence[Route],
        budget: TokenBudget,
        close: Callable[[], Awaitable[None]] = nothing_to_close,
    ) -> None:
        self._routes = routes
        self._budget = budget
        self._close = close

    async def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """Return the completion within `seconds`, including retries and other providers.

        Raises:
            LLMUnavailableError: if no provider responds, or the budget is used up.
            LLMRefusedError: if all providers refuse this prompt.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        refused = True
        waits: list[float] = []
        was_called = False
        for asked, route in enumerate(self._routes):
            # An equal share of the remaining time: a slow provider leaves time for the next.
            share = (end - loop.time()) / (len(self._routes) - asked)
            # The wait for the rate limit of an earlier provider does not count.
            share = max(share, seconds / len(self._routes))
            work = partial(self._attempt, route.provider.complete, prompt)
            try:
                return await route.resilience.call(work, deadline=loop.time() + share)
            except ClientError as error:
                log.warning("provider failed", provider=route.name, error=str(error))
                refused = refused and is_refusal(error)
                was_called = was_called or not isinstance(error, CircuitOpenError)
                if error.retry_after is not None:
                    waits.append(error.retry_after)
        if refused:
            raise LLMRefusedError("All language models refused this request.")
        kind = LLMUnavailableError if was_called else LLMNotCalledError
        raise kind("No language model responds.", retry_after=min(waits, default=None))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._budget.aclose()
        await self._close()

    async def _attempt(
        self, ask: Callable[[Prompt], Awaitable[Completion]], prompt: Prompt
    ) -> Completion:
        """Call a provider once. A failed call counts in full, because its cost is unknown."""
        reserved = await self._budget.reserve(prompt.account, prompt.most_tokens)
        completion = await ask(prompt)
        await self._budget.settle(reserved, completion.tokens)
        return completion


def is_refusal(error: ClientError) -> bool:
    """Return whether a provider was called, and would fail again with the same prompt."""
    return not error.transient and not isinstance(error, CircuitOpenError)
