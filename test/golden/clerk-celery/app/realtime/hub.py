"""Delivers events to the subscriptions of this process, and drops slow ones."""

import asyncio
from collections import defaultdict
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from app.enums import EventType
from app.realtime.events import Event

# Events are small and rare: a client with that many waiting does not read.
WAITING = 100


class DroppedError(Exception):
    """Events were missed, or rights have changed: the client has to connect again."""


class Subscription:
    """The events of some topics, in order."""

    def __init__(self, waiting: int) -> None:
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue(waiting + 1)
        self._waiting = waiting
        self._is_dropped = False

    async def next(self) -> Event:
        """Wait for the next event.

        Raises:
            DroppedError: if the subscription was dropped.
        """
        event = await self._queue.get()
        if event is None or self._is_dropped:
            raise DroppedError
        return event

    def put(self, event: Event) -> None:
        """Queue an event; drop the subscription if too many wait, or if its rights have changed."""
        if event.type is EventType.ACCESS_CHANGED or self._queue.qsize() >= self._waiting:
            self.drop()
        else:
            self._queue.put_nowait(event)

    def drop(self) -> None:
        """Make `next` raise from now on; events that still wait are not returned."""
        if not self._is_dropped:
            self._is_dropped = True
            # Wakes a waiting `next`; the queue has one more place than events may use.
            self._queue.put_nowait(None)


class Hub:
    """Queues events for the subscriptions of this process, without waiting for them."""

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

    def publish(self, topic: str, event: Event) -> None:
        """Queue an event for each subscription to its topic."""
        for subscription in self._by_topic.get(topic, ()):
            subscription.put(event)

    def drop_all(self) -> None:
        """Drop every subscription, because events of unknown topics were missed."""
        for subscriptions in self._by_topic.values():
            for subscription in subscriptions:
                subscription.drop()
