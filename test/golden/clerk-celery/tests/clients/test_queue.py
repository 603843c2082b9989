"""The queues: the content of a message, and failures to send it."""

import socket
from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest

from app.backends import Backends
from app.clients.celery import create_celery
from app.clients.queue import CeleryQueue, LocalQueue, QueueError
from app.config import Settings

JOB = uuid4()


def with_broker(settings: Settings, url: str) -> Settings:
    """Return settings with a broker, also one that only tests use."""
    return settings.model_copy(update={"celery_broker_url": url})


@pytest.fixture
async def queue(settings: Settings) -> AsyncGenerator[CeleryQueue]:
    """Yield a queue with a broker in this process."""
    queue = CeleryQueue(with_broker(settings, "memory://"))
    yield queue
    await queue.close()


def dead_port() -> int:
    """Return a port without a listener."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_the_settings_select_the_queue(settings: Settings) -> None:
    assert isinstance(Backends.of(settings).queue, LocalQueue)
    assert isinstance(Backends.of(with_broker(settings, "memory://")).queue, CeleryQueue)


async def test_a_local_queue_keeps_the_order() -> None:
    queue = LocalQueue()
    jobs = [uuid4(), uuid4()]

    for job in jobs:
        await queue.send(job, "tests.echo")

    assert queue.waiting == 2
    assert [await queue.take(), await queue.take()] == jobs


async def test_a_local_queue_has_a_maximum_size() -> None:
    queue = LocalQueue(most_waiting=1)
    await queue.send(JOB, "tests.echo")

    with pytest.raises(QueueError):
        await queue.send(JOB, "tests.echo")


async def test_a_message_has_only_the_id_of_the_job(settings: Settings, queue: CeleryQueue) -> None:
    await queue.send(JOB, "tests.echo")

    with create_celery(with_broker(settings, "memory://")).connection() as connection:
        message = connection.SimpleQueue("jobs").get(block=False)
        message.ack()
    assert message.headers["task"] == "tests.echo"
    assert message.headers["id"] == str(JOB)
    assert message.content_type == "application/json"
    assert message.payload[:2] == [[str(JOB)], {}]


async def test_an_unreachable_broker_raises_each_time(settings: Settings) -> None:
    queue = CeleryQueue(with_broker(settings, f"redis://127.0.0.1:{dead_port()}/0"))

    for _ in range(2):
        with pytest.raises(QueueError):
            await queue.send(JOB, "tests.echo")
    await queue.close()
