"""Events through Redis: each process receives the events of all processes."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager, suppress

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from app.realtime.events import Event
from app.realtime.hub import DroppedError, Hub, Subscription
from app.utils.redis_errors import REDIS_ERRORS

PREFIX = "events:"
CONNECT_SECONDS = 2.0
# How long a connection may be silent before it is checked.
CHECK_SECONDS = 15
FIRST_WAIT_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 10.0

log = structlog.get_logger("events")


class RedisBus:
    """Publishes through Redis; one connection per process listens for all of its sockets.

    Args:
        redis: A client without retries: a silent reconnect would hide that events were missed.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._hub = Hub()
        self._listens = asyncio.Event()

    async def publish(self, topic: str, event: Event) -> None:
        """Publish an event; if Redis does not respond, the event is lost and logged."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._redis.publish(PREFIX + topic, event.model_dump_json())
        except REDIS_ERRORS:
            log.warning("event was lost: redis does not respond", type=event.type, topic=topic)

    @asynccontextmanager
    async def subscribe(self, topics: Iterable[str]) -> AsyncGenerator[Subscription]:
        """Yield the events of these topics; raises `DroppedError` while Redis does not respond."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._listens.wait()
        except TimeoutError:
            raise DroppedError from None
        with self._hub.subscription(topics) as subscription:
            yield subscription

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Listen in the background."""
        listener = asyncio.create_task(self._listen_for_ever())
        try:
            yield
        finally:
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener
            await self._redis.aclose()

    async def _listen_for_ever(self) -> None:
        wait = FIRST_WAIT_SECONDS
        while True:
            try:
                async with self._redis.pubsub() as connection:
                    await self._listen(connection)
            except Exception as error:  # noqa: BLE001 - without a listener, all sockets are silent
                if self._listens.is_set():
                    wait = FIRST_WAIT_SECONDS
                    log.warning("events interrupted", error=type(error).__name__)
                    self._listens.clear()
                    self._hub.drop_all()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)

    async def _listen(self, connection: PubSub) -> None:
        await connection.psubscribe(f"{PREFIX}*")
        while True:
            message = await connection.get_message(timeout=CHECK_SECONDS)
            if message is None:
                # A frozen or lost server does not respond to a ping.
                await connection.ping()
                message = await connection.get_message(timeout=CONNECT_SECONDS)
                if message is None:
                    raise ConnectionError
            match message:
                case {"type": "psubscribe"}:
                    self._listens.set()
                    log.info("listening for events")
                case {"type": "pmessage", "channel": bytes() as channel, "data": bytes() as data}:
                    self._hear(channel.decode(errors="replace").removeprefix(PREFIX), data)

    def _hear(self, topic: str, data: bytes) -> None:
        try:
            event = Event.model_validate_json(data)
        except ValidationError:
            # A newer version of the application may have more types of events.
            log.warning("unknown event", topic=topic)
        else:
            self._hub.publish(topic, event)


def connect(url: str) -> Redis:
    """Return a client for a bus; it connects on first use."""
    return Redis.from_url(
        url,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
    )
