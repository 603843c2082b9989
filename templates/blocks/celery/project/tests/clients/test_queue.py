"""The queues: what a message says, and what happens when nobody takes it."""

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
    """Return settings with a broker, which may be one that only tests have."""
    return settings.model_copy(update={"celery_broker_url": url})


@pytest.fixture
async def queue(settings: Settings) -> AsyncGenerator[CeleryQueue]:
    """Yield a queue on a broker in this process."""
    queue = CeleryQueue(with_broker(settings, "memory://"))
    yield queue
    await queue.close()


def dead_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_the_settings_decide_who_does_the_jobs(settings: Settings) -> None:
    assert isinstance(Backends.of(settings).queue, LocalQueue)
    assert isinstance(Backends.of(with_broker(settings, "memory://")).queue, CeleryQueue)


async def test_a_queue_in_this_process_keeps_the_order() -> None:
    queue = LocalQueue()
    jobs = [uuid4(), uuid4()]

    for job in jobs:
        await queue.send(job, "tests.echo")

    assert queue.waiting == 2
    assert [await queue.take(), await queue.take()] == jobs


async def test_a_queue_in_this_process_has_an_end() -> None:
    queue = LocalQueue(most_waiting=1)
    await queue.send(JOB, "tests.echo")

    with pytest.raises(QueueError):
        await queue.send(JOB, "tests.echo")


async def test_a_message_names_the_job_and_nothing_else(
    settings: Settings, queue: CeleryQueue
) -> None:
    await queue.send(JOB, "tests.echo")

    with create_celery(with_broker(settings, "memory://")).connection() as connection:
        message = connection.SimpleQueue("jobs").get(block=False)
        message.ack()
    assert message.headers["task"] == "tests.echo"
    assert message.headers["id"] == str(JOB)
    assert message.content_type == "application/json"
    assert message.payload[:2] == [[str(JOB)], {}]


async def test_a_broker_that_is_gone_is_told_each_time(settings: Settings) -> None:
    queue = CeleryQueue(with_broker(settings, f"redis://127.0.0.1:{dead_port()}/0"))

    for _ in range(2):
        with pytest.raises(QueueError):
            await queue.send(JOB, "tests.echo")
    await queue.close()
