"""Clients of external services, with in-process substitutes where no URL is set."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass

import httpx2

from app.auth.clerk import TokenRules, TokenVerifier
from app.auth.keys import KeyCache
from app.auth.webhooks import WebhookVerifier
from app.cache.factory import create_cache
from app.cache.read_through import Cache
from app.clients.feeds import FeedReader
from app.clients.fetch import Fetcher
from app.clients.llm.factory import create_llm
from app.clients.llm.port import LLMClient
from app.clients.queue import CeleryQueue, JobQueue, LocalQueue
from app.clients.resilience import log_retries_quietly
from app.config import Settings
from app.realtime.bus import EventBus
from app.realtime.factory import create_bus
from app.realtime.seats import Seats


@dataclass(frozen=True, slots=True)
class Backends:
    """The clients, one of each per process; tests replace single fields."""

    tokens: TokenVerifier
    webhooks: WebhookVerifier
    cache: Cache
    events: EventBus
    seats: Seats
    feeds: FeedReader
    llm: LLMClient
    queue: JobQueue

    @classmethod
    def of(cls, settings: Settings) -> "Backends":
        """Create the clients from the settings, without connecting.

        Raises:
            SettingsError: if a selected provider lacks a required setting.
        """
        log_retries_quietly()
        parties = frozenset(settings.clerk_authorized_parties)
        rules = TokenRules(issuer=settings.clerk_issuer, parties=parties)
        return cls(
            tokens=TokenVerifier(KeyCache(settings.keys_url, httpx2.AsyncClient()), rules),
            webhooks=WebhookVerifier(settings.clerk_webhook_secret),
            cache=create_cache(settings),
            events=create_bus(settings),
            seats=Seats(settings.sockets_per_user),
            feeds=FeedReader(Fetcher()),
            llm=create_llm(settings),
            queue=CeleryQueue(settings) if settings.celery_broker_url else LocalQueue(),
        )

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Run background tasks during the block, then close all connections."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(aclosing(self.tokens))
            stack.push_async_callback(self.cache.aclose)
            stack.push_async_callback(self.llm.aclose)
            stack.push_async_callback(self.queue.close)
            await stack.enter_async_context(self.events.running())
            yield
