"""The client that services get: one provider after the other, in time, within the budget."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from app.clients.errors import CircuitOpenError, ClientError
from app.clients.llm.budget import TokenBudget
from app.clients.llm.port import (
    Completion,
    LLMRefusedError,
    LLMUnavailableError,
    Prompt,
    Provider,
)
from app.clients.resilience import Resilience

log = structlog.get_logger("llm")


@dataclass(frozen=True, slots=True)
class Route:
    """A provider, and how it is called."""

    name: str
    provider: Provider
    resilience: Resilience


async def nothing_to_close() -> None:
    """Close nothing."""


class FallbackClient:
    """Asks the next provider when one has failed for good, or is left alone for a while.

    Args:
        routes: The providers, in the order in which they are asked.
        budget: What all of them may spend together.
        close: Closes what they share.
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
        """Return the answer within so many seconds, retries and other providers included.

        Raises:
            LLMUnavailableError: if none answered, or the budget is used up.
            LLMRefusedError: if none takes this prompt.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        refused = True
        for asked, route in enumerate(self._routes):
            # An equal share of what is left: a slow one leaves time for the next.
            share = (end - loop.time()) / (len(self._routes) - asked)
            work = partial(self._attempt, route.provider.complete, prompt)
            try:
                return await route.resilience.call(work, deadline=loop.time() + share)
            except ClientError as error:
                log.warning("provider failed", provider=route.name, error=str(error))
                refused = refused and is_refusal(error)
        if refused:
            raise LLMRefusedError("No language model takes this request.")
        raise LLMUnavailableError("No language model answers.")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._budget.aclose()
        await self._close()

    async def _attempt(
        self, ask: Callable[[Prompt], Awaitable[Completion]], prompt: Prompt
    ) -> Completion:
        """Ask a provider once. A call that fails counts in full: what it cost is unknown."""
        reserved = await self._budget.reserve(prompt.account, prompt.most_tokens)
        completion = await ask(prompt)
        await self._budget.settle(reserved, completion.tokens)
        return completion


def is_refusal(error: ClientError) -> bool:
    """Return whether a provider was asked, and will say the same if it is asked again."""
    return not error.transient and not isinstance(error, CircuitOpenError)
