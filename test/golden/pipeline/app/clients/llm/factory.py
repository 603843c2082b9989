"""Creates the client of language models from the settings."""

from collections.abc import Callable

import httpx2
from pydantic_settings import SettingsError

from app.clients.breaker import CircuitBreaker
from app.clients.llm.anthropic import Messages
from app.clients.llm.budget import MemoryUsage, RedisUsage, TokenBudget
from app.clients.llm.client import FallbackClient, Route
from app.clients.llm.fake import FakeProvider
from app.clients.llm.openai import ChatCompletions
from app.clients.llm.port import LLMClient, Provider
from app.clients.resilience import ATTEMPTS, Pace, Resilience
from app.clients.tls import trusted
from app.config import Settings
from app.utils.redis_client import create_redis

CONNECT_SECONDS = 5.0


def create_llm(
    settings: Settings,
    pace: Callable[[str], Pace] | None = None,
    *,
    attempts: int = ATTEMPTS,
) -> LLMClient:
    """Return a client of the provider and the fallback in the settings.

    Args:
        settings: The settings.
        pace: Returns the pace of a provider by name; the fake one needs none.
        attempts: The maximum number of attempts at each provider.

    Raises:
        SettingsError: if a provider lacks a required setting.
    """
    # The same provider twice would be a hidden retry.
    names = dict.fromkeys([settings.llm_provider, settings.llm_fallback])
    http = httpx2.AsyncClient(
        verify=trusted(),
        timeout=httpx2.Timeout(settings.llm_idle_seconds, connect=CONNECT_SECONDS),
    )
    routes = [
        Route(
            name,
            create_provider(name, settings, http),
            Resilience(
                CircuitBreaker(name),
                attempt_seconds=settings.llm_attempt_seconds,
                attempts=attempts,
                pace=pace(name) if pace and name != "fake" else None,
            ),
        )
        for name in names
        if name
    ]
    usage = RedisUsage(create_redis(settings.redis_url)) if settings.redis_url else MemoryUsage()
    budget = TokenBudget(
        usage,
        limit=settings.llm_budget_tokens,
        account_limit=settings.llm_team_budget_tokens,
        window_seconds=settings.llm_budget_minutes * 60,
    )
    return FallbackClient(routes, budget, http.aclose)


def create_provider(name: str, settings: Settings, http: httpx2.AsyncClient) -> Provider:
    """Return the provider of this name.

    Raises:
        SettingsError: if it lacks a required setting.
    """
    if name == "openai":
        return ChatCompletions(
            name,
            http,
            key=required(settings, "openai_api_key", by=name),
            model=required(settings, "openai_model", by=name),
        )
    if name == "anthropic":
        return Messages(
            http,
            key=required(settings, "anthropic_api_key", by=name),
            model=required(settings, "anthropic_model", by=name),
        )
    if name == "compatible":
        return ChatCompletions(
            name,
            http,
            url=required(settings, "compatible_url", by=name),
            key=settings.compatible_api_key,
            model=required(settings, "compatible_model", by=name),
            # OpenAI has renamed this field, but compatible servers have not.
            limit_field="max_tokens",
        )
    return FakeProvider()


def required(settings: Settings, name: str, *, by: str) -> str:
    """Return a setting that a provider requires; raises `SettingsError` if it is empty."""
    value: str = getattr(settings, name)
    if not value:
        raise SettingsError(f"The language model provider {by!r} requires {name.upper()}.")
    return value
