"""Retry requests whose transaction was aborted by the database."""

import asyncio
from random import uniform
from typing import Final

import structlog
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.error_responses import answer_domain_error
from app.core.exceptions import TransactionAbortedError, UnavailableError
from app.core.faults import COMMITTED

ATTEMPTS: Final = 4
# Maximum delay before the second attempt; it doubles with each later attempt.
BACKOFF_SECONDS: Final = 0.05

logger = structlog.get_logger(__name__)


class RetryMiddleware:
    """Retries a request after a deadlock, a serialization failure or a locked SQLite file.

    It retries the whole request, because the data that was read is outdated. A request that has
    committed, or has started its response, is not retried.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, with random delays between attempts; return 503 after the last."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        original = dict(scope)
        received: list[Message] = []
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        for attempt in range(ATTEMPTS):
            # Routing modifies the scope.
            scope.update(original)
            COMMITTED.set(False)
            try:
                await self.app(scope, replaying(received, receive), send_and_note)
            except TransactionAbortedError as error:
                logger.warning("transaction aborted", reason=str(error), attempt=attempt + 1)
                if started:
                    raise
                if COMMITTED.get():
                    break
            else:
                return
            await asyncio.sleep(uniform(0, BACKOFF_SECONDS * 2**attempt))  # noqa: S311 - jitter
        busy = UnavailableError("Concurrent requests change the same data; try again.")
        response = await answer_domain_error(Request(scope), busy)
        await response(scope, receive, send)


def replaying(received: list[Message], receive: Receive) -> Receive:
    """Return a `receive` that replays earlier messages, then records new ones."""
    earlier = iter(tuple(received))

    async def replay() -> Message:
        for message in earlier:
            return message
        message = await receive()
        received.append(message)
        return message

    return replay
