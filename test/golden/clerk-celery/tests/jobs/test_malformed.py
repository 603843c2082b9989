"""Malformed messages are discarded; connection errors are raised."""

from queue import Empty
from typing import Any, NoReturn

import pytest
from celery.worker.consumer import Consumer
from kombu.transport import redis

from app.config import Settings
from app.jobs.celery import create_worker_app
from app.jobs.loop import WorkerLoop
from app.jobs.malformed import RedisTransport, TolerantChannel, TolerantConsumer


class Envelope:
    """A message, and whether it was rejected."""

    def __init__(self, *, acknowledged: bool) -> None:
        self.acknowledged = acknowledged
        self.rejected = False

    def reject_log_error(self, *_: object) -> None:
        """Record that it was rejected."""
        self.rejected = True


def raising(error: Exception) -> Any:
    """Return a function that accepts any arguments and raises this error."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize("acknowledged", [False, True])
@pytest.mark.parametrize("error", [TypeError(), KeyError("id"), ValueError(), AttributeError()])
def test_a_malformed_message_is_rejected_once(
    monkeypatch: pytest.MonkeyPatch, error: Exception, acknowledged: bool
) -> None:
    monkeypatch.setattr(Consumer, "create_task_handler", lambda _: raising(error))
    consumer = TolerantConsumer.__new__(TolerantConsumer)
    consumer.connection_errors = ()
    message: Any = Envelope(acknowledged=acknowledged)

    consumer.create_task_handler()(message)

    assert message.rejected is not acknowledged


def test_a_connection_error_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Consumer, "create_task_handler", lambda _: raising(ConnectionError()))
    message: Any = Envelope(acknowledged=False)

    with pytest.raises(ConnectionError):
        TolerantConsumer.__new__(TolerantConsumer).create_task_handler()(message)


@pytest.mark.parametrize("name", ["_brpop_read", "_receive_one"])
@pytest.mark.parametrize(("error", "raised"), [(ValueError(), Empty), (OSError(), OSError)])
def test_an_invalid_message_in_redis_is_skipped(
    monkeypatch: pytest.MonkeyPatch, name: str, error: Exception, raised: type[Exception]
) -> None:
    monkeypatch.setattr(redis.Channel, name, raising(error))
    channel = TolerantChannel.__new__(TolerantChannel)
    arguments = [None] if name == "_receive_one" else []

    with pytest.raises(raised):
        getattr(channel, name)(*arguments)


@pytest.mark.parametrize(
    ("url", "transport"),
    [
        ("redis://127.0.0.1", RedisTransport),
        ("rediss://127.0.0.1", RedisTransport),
        ("amqp://127.0.0.1", None),
    ],
)
def test_a_worker_uses_the_tolerant_classes(
    settings: Settings, url: str, transport: type | None
) -> None:
    settings = settings.model_copy(update={"celery_broker_url": url})
    celery = create_worker_app(settings, WorkerLoop(settings), {})

    used = type(celery.connection_for_read().transport)
    assert celery.conf.worker_consumer == f"{TolerantConsumer.__module__}:TolerantConsumer"
    assert used is transport or transport is None
