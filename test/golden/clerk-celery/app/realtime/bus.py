"""Delivers events from publishers to sockets."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from app.realtime.events import Event
from app.realtime.hub import Hub, Subscription


class EventBus(Protocol):
    """Delivers events to all subscriptions, in this process and, with Redis, in the others."""

    async def publish(self, topic: str, event: Event) -> None:
        """Publish an event after the commit. It never fails, but events may be lost."""

    def subscribe(self, topics: Iterable[str]) -> AbstractAsyncContextManager[Subscription]:
        """Yield the events of these topics; raises `DroppedError` if the bus is not connected."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """Receive events in the background."""


class MemoryBus:
    """A bus within one process."""

    def __init__(self) -> None:
        self._hub = Hub()

    async def publish(self, topic: str, event: Event) -> None:
        """Publish an event."""
        self._hub.publish(topic, event)

    @asynccontextmanager
    async def subscribe(self, topics: Iterable[str]) -> AsyncGenerator[Subscription]:
        """Yield the events of these topics."""
        with self._hub.subscription(topics) as subscription:
            yield subscription

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Do nothing: there is no connection."""
        yield
