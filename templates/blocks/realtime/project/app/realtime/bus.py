"""How events get from whoever publishes them to the sockets."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from app.realtime.events import Event
from app.realtime.hub import Hub, Subscription


class EventBus(Protocol):
    """Tells events to whoever has subscribed, in whatever process."""

    async def publish(self, topic: str, event: Event) -> None:
        """Tell an event, after the commit that made it true. It never fails, but may be lost."""

    def subscribe(self, topics: Iterable[str]) -> AbstractAsyncContextManager[Subscription]:
        """Yield the events of these topics; raises `DroppedError` if none can be heard now."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """Listen in the background."""


class MemoryBus:
    """Knows this process only."""

    def __init__(self) -> None:
        self._hub = Hub()

    async def publish(self, topic: str, event: Event) -> None:
        """Tell an event."""
        self._hub.tell(topic, event)

    @asynccontextmanager
    async def subscribe(self, topics: Iterable[str]) -> AsyncGenerator[Subscription]:
        """Yield the events of these topics."""
        with self._hub.subscription(topics) as subscription:
            yield subscription

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Have nothing to listen to."""
        yield
