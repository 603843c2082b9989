"""Malformed messages: a worker logs and discards them, whatever is wrong with them.

Celery itself stops at some: the message is redelivered then, and stops the next worker.
"""

from collections.abc import Callable
from queue import Empty

import structlog
from celery.worker.consumer import Consumer
from kombu.message import Message
from kombu.transport import redis
from redis.exceptions import DataError

logger = structlog.get_logger("jobs")

# What reading a message of the wrong form raises: no JSON, other types, missing members.
UNREADABLE = (AttributeError, DataError, KeyError, RecursionError, TypeError, ValueError)


class TolerantConsumer(Consumer):  # type: ignore[misc]
    """A consumer that discards the messages that Celery cannot turn into a call of a task."""

    def create_task_handler(self, *args: object) -> Callable[[Message], None]:
        """Return what handles one message. Errors of the connection are raised as always."""
        handle = super().create_task_handler(*args)

        def handle_or_discard(message: Message) -> None:
            try:
                handle(message)
            except UNREADABLE as error:
                # Without its text, which may quote the message.
                logger.warning("message discarded", error=type(error).__name__)
                if not message.acknowledged:
                    message.reject_log_error(logger, self.connection_errors)  # type: ignore[no-untyped-call]

        return handle_or_discard


class TolerantChannel(redis.Channel):
    """A channel on Redis that skips what is no message: when it is read, Redis has forgotten it."""

    def _brpop_read(self, **options: object) -> object:
        read = super()._brpop_read
        return skip_unreadable(lambda: read(**options))  # type: ignore[no-untyped-call]

    def _receive_one(self, subscription: object) -> object:
        read = super()._receive_one
        return skip_unreadable(lambda: read(subscription))  # type: ignore[no-untyped-call]


class RedisTransport(redis.Transport):
    """Celery's transport on Redis, with that channel."""

    Channel = TolerantChannel


def skip_unreadable(read: Callable[[], object]) -> object:
    """Read one message; raise `Empty`, as for none, if it cannot be read."""
    try:
        return read()
    except UNREADABLE as error:
        logger.warning("message discarded", error=type(error).__name__)
        raise Empty from None
