"""The sockets of this process: who is told what, and who is too slow."""

import asyncio
from collections import defaultdict
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from app.realtime.events import Event

# Events are small and rare: who is that far behind does not read.
WAITING = 100


class DroppedError(Exception):
    """Events were missed, so what follows would be misleading: connect again and ask anew."""


class Subscription:
    """The events of some topics, in their order."""

    def __init__(self, waiting: int) -> None:
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue(waiting + 1)
        self._waiting = waiting
        self._is_dropped = False

    async def next(self) -> Event:
        """Wait for the next event.

        Raises:
            DroppedError: if one could not be kept until it was asked for.
        """
        event = await self._queue.get()
        if event is None or self._is_dropped:
            raise DroppedError
        return event

    def put(self, event: Event) -> None:
        """Keep an event until it is asked for, or drop the subscription if too many wait."""
        if self._queue.qsize() >= self._waiting:
            self.drop()
        else:
            self._queue.put_nowait(event)

    def drop(self) -> None:
        """Let the next step of an iteration fail."""
        if not self._is_dropped:
            self._is_dropped = True
            # Wakes whoever waits; the queue has a place for it.
            self._queue.put_nowait(None)


class Hub:
    """Hands events to the subscriptions of this process, without waiting for any of them."""

    def __init__(self, *, waiting: int = WAITING) -> None:
        self._waiting = waiting
        self._by_topic: defaultdict[str, set[Subscription]] = defaultdict(set)

    @contextmanager
    def subscription(self, topics: Iterable[str]) -> Generator[Subscription]:
        """Yield the events of these topics from now on."""
        subscription = Subscription(self._waiting)
        names = frozenset(topics)
        for name in names:
            self._by_topic[name].add(subscription)
        try:
            yield subscription
        finally:
            for name in names:
                self._by_topic[name].discard(subscription)
                if not self._by_topic[name]:
                    del self._by_topic[name]

    def tell(self, topic: str, event: Event) -> None:
        """Hand an event to whoever has subscribed to its topic."""
        for subscription in self._by_topic.get(topic, ()):
            subscription.put(event)

    def drop_all(self) -> None:
        """Drop every subscription: events were missed, and nobody knows whose."""
        for subscriptions in self._by_topic.values():
            for subscription in subscriptions:
                subscription.drop()
