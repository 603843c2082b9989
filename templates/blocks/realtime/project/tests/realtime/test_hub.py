"""The hub: which subscriptions receive events, and which are dropped."""

import asyncio
from uuid import uuid4

import pytest

from app.enums import EventType
from app.realtime.events import Event
from app.realtime.hub import DroppedError, Hub


def event() -> Event:
    """Return a new event."""
    return Event(type=EventType.JOB_CHANGED, id=uuid4())


async def test_events_reach_the_subscriptions_of_their_topics_in_order() -> None:
    hub, events = Hub(), [event(), event()]
    with hub.subscription(["a", "b"]) as both, hub.subscription(["b"]) as one:
        hub.publish("a", events[0])
        hub.publish("b", events[1])
        hub.publish("c", event())

        assert [await both.next(), await both.next()] == events
        assert await one.next() == events[1]


async def test_a_subscription_ends_with_its_block() -> None:
    hub = Hub(waiting=1)
    with hub.subscription(["a"]):
        pass

    for _ in range(3):
        hub.publish("a", event())

    assert not hub._by_topic


async def test_only_the_subscription_that_does_not_read_is_dropped() -> None:
    hub = Hub(waiting=2)
    with hub.subscription(["a"]) as slow, hub.subscription(["a"]) as quick:
        for _ in range(5):
            hub.publish("a", event())
            await quick.next()

        with pytest.raises(DroppedError):
            await slow.next()


async def test_a_waiting_subscription_is_woken_when_it_is_dropped() -> None:
    hub = Hub()
    with hub.subscription(["a", "b"]) as subscription:
        waiting = asyncio.create_task(subscription.next())
        await asyncio.sleep(0)

        hub.drop_all()

        with pytest.raises(DroppedError):
            await waiting


async def test_events_before_a_drop_are_not_delivered() -> None:
    hub = Hub()
    with hub.subscription(["a"]) as subscription:
        hub.publish("a", event())
        hub.drop_all()

        with pytest.raises(DroppedError):
            await subscription.next()
