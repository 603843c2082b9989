"""Interruptions of the bus by a real Redis."""

import asyncio
from uuid import uuid4

import pytest

from app.enums import EventType
from app.realtime.events import Event
from app.realtime.hub import DroppedError
from app.realtime.redis_bus import RedisBus, connect
from tests.redis import REDIS_URL

EVENT = Event(type=EventType.JOB_CHANGED, id=uuid4())


async def test_a_killed_connection_drops_the_subscriptions_and_is_reopened() -> None:
    redis, bus = connect(REDIS_URL), RedisBus(connect(REDIS_URL))
    topic = f"user:{uuid4()}"
    async with bus.running(), asyncio.timeout(10):
        async with bus.subscribe([topic]) as events:
            await redis.client_kill_filter(_type="pubsub")
            with pytest.raises(DroppedError):
                await events.next()
        async with bus.subscribe([topic]) as events:
            await bus.publish(topic, EVENT)
            assert await events.next() == EVENT
    await redis.aclose()
