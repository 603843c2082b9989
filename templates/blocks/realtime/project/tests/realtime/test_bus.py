"""The buses behave the same, in this process and through Redis."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import pytest
from fakeredis import FakeAsyncRedis, FakeServer
from structlog.testing import capture_logs

from app.config import Environment, Settings
from app.enums import EventType
from app.realtime.bus import EventBus, MemoryBus
from app.realtime.events import Event, user_topic
from app.realtime.factory import create_bus
from app.realtime.hub import DroppedError
from app.realtime.redis_bus import PREFIX, RedisBus, connect
from tests.redis import REDIS_URLS

EVENT = Event(type=EventType.JOB_CHANGED, id=uuid4())
NOBODY = "redis://127.0.0.1:1"


@pytest.fixture
def topic() -> str:
    """Return a topic that no other test has used."""
    return user_topic(uuid4())


@pytest.fixture(params=["memory", "fake", *REDIS_URLS])
async def bus(request: pytest.FixtureRequest) -> AsyncGenerator[EventBus]:
    """Yield a bus in this process, one through a fake Redis, and one through Redis if it is set."""
    bus: EventBus
    match request.param:
        case "memory":
            bus = MemoryBus()
        case "fake":
            bus = RedisBus(FakeAsyncRedis())
        case url:
            bus = RedisBus(connect(url))
    async with bus.running():
        yield bus


async def test_an_event_reaches_every_subscription_of_its_topic(bus: EventBus, topic: str) -> None:
    other = user_topic(uuid4())
    news = EVENT.model_copy(update={"type": EventType.NEWS_CHANGED})
    async with bus.subscribe([topic]) as first, bus.subscribe([topic, other]) as second:
        await bus.publish(other, news)
        await bus.publish(topic, EVENT)

        async with asyncio.timeout(5):
            assert await first.next() == EVENT
            assert [await second.next(), await second.next()] == [news, EVENT]


@pytest.mark.parametrize(("url", "kind"), [("", MemoryBus), (NOBODY, RedisBus)])
def test_the_settings_select_the_bus(url: str, kind: type) -> None:
    settings = Settings(environment=Environment.TEST, redis_url=url, _env_file=None)

    assert isinstance(create_bus(settings), kind)


async def test_without_redis_an_event_is_lost_and_logged(topic: str) -> None:
    with capture_logs() as logs:
        await RedisBus(connect(NOBODY)).publish(topic, EVENT)

    assert [(entry["log_level"], entry["topic"]) for entry in logs] == [("warning", topic)]


async def test_without_redis_a_subscription_fails(
    monkeypatch: pytest.MonkeyPatch, topic: str
) -> None:
    monkeypatch.setattr("app.realtime.redis_bus.CONNECT_SECONDS", 0.01)
    bus = RedisBus(connect(NOBODY))

    async with bus.running():
        with pytest.raises(DroppedError):
            async with bus.subscribe([topic]):
                pytest.fail("the subscription succeeded")


async def test_an_interruption_drops_the_subscriptions(
    monkeypatch: pytest.MonkeyPatch, topic: str
) -> None:
    monkeypatch.setattr("app.realtime.redis_bus.CHECK_SECONDS", 0.01)
    server = FakeServer()
    bus = RedisBus(FakeAsyncRedis(server=server))
    with capture_logs() as logs:
        async with bus.running(), asyncio.timeout(10):
            async with bus.subscribe([topic]) as events:
                server.connected = False
                with pytest.raises(DroppedError):
                    await events.next()
            server.connected = True
            async with bus.subscribe([topic]) as events:
                await bus.publish(topic, EVENT)
                assert await events.next() == EVENT

    told = [entry["event"] for entry in logs]
    assert told == ["listening for events", "events interrupted", "listening for events"]


async def test_an_unknown_event_is_logged_and_the_next_one_received(topic: str) -> None:
    redis = FakeAsyncRedis()
    bus = RedisBus(redis)
    with capture_logs() as logs:
        async with bus.running(), bus.subscribe([topic]) as events, asyncio.timeout(5):
            await redis.publish(PREFIX.encode() + b"\xff", "{}")
            await redis.publish(PREFIX + topic, '{"type": "unknown"}')
            await bus.publish(topic, EVENT)
            assert await events.next() == EVENT

    assert {"event": "unknown event", "log_level": "warning", "topic": topic} in logs


class SilentSubscription:
    """A subscription to a server that freezes after its confirmation."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = [{"type": "psubscribe"}]
        self.pings = 0

    async def psubscribe(self, _pattern: str) -> None:
        """Subscribe."""

    async def get_message(self, *, timeout: float) -> dict[str, Any] | None:  # noqa: ASYNC109
        """Return the next message, without waiting."""
        return self.messages.pop() if self.messages else None

    async def ping(self) -> None:
        """Get no response."""
        self.pings += 1


async def test_a_frozen_server_is_detected() -> None:
    bus = RedisBus(FakeAsyncRedis())
    subscription: Any = SilentSubscription()

    with pytest.raises(ConnectionError):
        await bus._listen(subscription)

    assert subscription.pings == 1
