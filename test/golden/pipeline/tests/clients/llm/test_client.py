"""The client for services: which provider it calls, for how long, and what it raises."""

import asyncio
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from app.clients.breaker import CircuitBreaker
from app.clients.errors import ClientError
from app.clients.llm.client import FallbackClient, Route
from app.clients.llm.fake import FakeProvider
from app.clients.llm.port import (
    Completion,
    LLMBudgetError,
    LLMRefusedError,
    LLMUnavailableError,
    Prompt,
    Provider,
)
from app.clients.resilience import Resilience
from tests.clients.llm.providers import budget

PROMPT = Prompt("What is the answer?", max_tokens=10)


class StubProvider:
    """Raises an error, if it has one, and counts its calls."""

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name = name
        self.error = error
        self.calls = 0

    async def complete(self, prompt: Prompt) -> Completion:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return Completion("42", 7, 2, self.name)


class SilentProvider:
    """Never responds."""

    async def complete(self, prompt: Prompt) -> Completion:
        await asyncio.Event().wait()
        raise AssertionError


def client(*providers: Provider, tokens: int = 1000, failures: int = 100) -> FallbackClient:
    """Return a client of these providers."""
    routes = [
        Route(
            str(number),
            provider,
            Resilience(CircuitBreaker(str(number), failures=failures), attempt_seconds=60),
        )
        for number, provider in enumerate(providers)
    ]
    return FallbackClient(routes, budget(tokens))


def down(name: str = "first") -> StubProvider:
    """Return a provider with a transient error."""
    return StubProvider(name, ClientError("answered with status 500", transient=True))


async def test_the_first_provider_is_used() -> None:
    first, second = StubProvider("first"), StubProvider("second")

    completion = await client(first, second).complete(PROMPT, seconds=60)

    assert (completion.text, completion.provider, completion.tokens) == ("42", "first", 9)
    assert (first.calls, second.calls) == (1, 0)


async def test_the_next_provider_is_called_if_the_first_fails() -> None:
    first, second = down(), StubProvider("second")

    with capture_logs() as logs:
        completion = await client(first, second).complete(PROMPT, seconds=60)

    assert completion.provider == "second"
    assert (first.calls, second.calls) == (3, 1)
    assert logs[-1] == {
        "event": "provider failed",
        "log_level": "warning",
        "provider": "0",
        "error": "answered with status 500",
    }


async def test_the_next_provider_is_called_at_once_while_the_circuit_is_open() -> None:
    first, second = down(), StubProvider("second")
    llm = client(first, second, failures=3)
    await llm.complete(PROMPT, seconds=60)

    completion = await llm.complete(PROMPT, seconds=60)

    assert completion.provider == "second"
    assert (first.calls, second.calls) == (3, 2)


async def test_a_silent_provider_leaves_time_for_the_next() -> None:
    completion = await client(SilentProvider(), FakeProvider()).complete(PROMPT, seconds=0.02)

    assert completion.provider == "fake"


async def test_if_no_provider_responds_the_error_is_retryable() -> None:
    with pytest.raises(LLMUnavailableError) as caught:
        await client(down(), StubProvider("second", ClientError("no such model"))).complete(
            PROMPT, seconds=60
        )

    assert caught.value.status_code == 503
    assert caught.value.headers == {"Retry-After": "10"}


async def test_if_all_circuits_are_open_the_error_is_retryable() -> None:
    llm = client(down(), failures=1)

    for _ in range(2):
        with pytest.raises(LLMUnavailableError):
            await llm.complete(PROMPT, seconds=60)


async def test_if_all_providers_refuse_the_error_is_final() -> None:
    refusing = StubProvider("first", ClientError("answered with status 400"))

    with pytest.raises(LLMRefusedError) as caught:
        await client(refusing).complete(PROMPT, seconds=60)

    assert (caught.value.status_code, refusing.calls) == (502, 1)


async def test_a_call_over_the_budget_is_not_made() -> None:
    provider = StubProvider("first")

    with pytest.raises(LLMUnavailableError):
        await client(provider, tokens=PROMPT.most_tokens - 1).complete(PROMPT, seconds=60)

    assert provider.calls == 0


async def test_a_call_counts_the_tokens_that_it_used() -> None:
    llm = client(StubProvider("first"), tokens=PROMPT.most_tokens + 9)
    await llm.complete(PROMPT, seconds=60)
    await llm.complete(PROMPT, seconds=60)

    with pytest.raises(LLMUnavailableError, match="budget"):
        await llm.complete(PROMPT, seconds=60)


async def test_each_failed_attempt_counts_in_full() -> None:
    provider = down()
    llm = client(provider, tokens=4 * PROMPT.most_tokens)
    with pytest.raises(LLMUnavailableError, match="responds"):
        await llm.complete(PROMPT, seconds=60)

    with pytest.raises(LLMUnavailableError, match="budget"):
        await llm.complete(PROMPT, seconds=60)
    assert provider.calls == 4


async def test_an_account_has_its_own_budget() -> None:
    llm = client(StubProvider("first"), tokens=3 * PROMPT.most_tokens)
    mine = replace(PROMPT, account="mine")
    for _ in range(2):
        await llm.complete(mine, seconds=60)

    with pytest.raises(LLMBudgetError) as caught:
        await llm.complete(replace(mine, max_tokens=3 * PROMPT.most_tokens), seconds=60)
    await llm.complete(replace(PROMPT, account="theirs"), seconds=60)

    assert caught.value.status_code == 429


async def test_the_fake_provider_is_deterministic() -> None:
    prompt = Prompt("word " * 40, system="Be brief.", max_tokens=1024)

    first, second = [await FakeProvider().complete(prompt) for _ in range(2)]

    assert first == second
    assert first.text == "word " * 30 + "…"
    assert await FakeProvider().complete(Prompt("short")) == Completion("short", 2, 2, "fake")


async def test_it_closes_the_shared_connections() -> None:
    closed = []

    async def close() -> None:
        closed.append(True)

    await FallbackClient([], budget(1), close).aclose()
    await client().aclose()

    assert closed == [True]
