"""Logs and discards malformed messages.

Some of them stop a Celery worker: the message is then redelivered, and stops the next worker.
"""

from collections.abc import Callable
from queue import Empty

import structlog
from celery.worker.consumer import Consumer
from kombu.message import Message
from kombu.transport import redis
from redis.exceptions import DataError

logger = structlog.get_logger("jobs")

# Raised for malformed messages: invalid JSON, wrong types, missing members.
UNREADABLE = (AttributeError, DataError, KeyError, RecursionError, TypeError, ValueError)


class TolerantConsumer(Consumer):  # type: ignore[misc]
    """A consumer that discards messages that Celery cannot convert to a task call."""

    def create_task_handler(self, *args: object) -> Callable[[Message], None]:
        """Return the handler of a message. Connection errors are raised as usual."""
        handle = super().create_task_handler(*args)

        def handle_or_discard(message: Message) -> None:
            try:
                handle(message)
            except UNREADABLE as error:
                # Without the error message, which may quote the content.
                logger.warning("message discarded", error=type(error).__name__)
                if not message.acknowledged:
                    message.reject_log_error(logger, self.connection_errors)  # type: ignore[no-untyped-call]

        return handle_or_discard


class TolerantChannel(redis.Channel):
    """A Redis channel that skips invalid messages; reading one removes it from Redis."""

    def _brpop_read(self, **options: object) -> object:
        read = super()._brpop_read
        return skip_unreadable(lambda: read(**options))  # type: ignore[no-untyped-call]

    def _receive_one(self, subscription: object) -> object:
        read = super()._receive_one
        return skip_unreadable(lambda: read(subscription))  # type: ignore[no-untyped-call]


class RedisTransport(redis.Transport):
    """Celery's Redis transport, with `TolerantChannel`."""

    Channel = TolerantChannel


def skip_unreadable(read: Callable[[], object]) -> object:
    """Read one message; raise `Empty`, as if there were none, if it is invalid."""
    try:
        return read()
    except UNREADABLE as error:
        logger.warning("message discarded", error=type(error).__name__)
        raise Empty from None
