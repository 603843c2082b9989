"""Requests whose transaction the database aborted in favour of another one are repeated."""

import asyncio
from random import uniform
from typing import Final

import structlog
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.utils.exceptions import TransactionAbortedError, UnavailableError
from app.utils.faults import COMMITTED
from app.utils.problems import answer_domain_error

ATTEMPTS: Final = 4
# The longest pause before the second attempt; it doubles with each later one.
BACKOFF_SECONDS: Final = 0.05

logger = structlog.get_logger(__name__)


class RetryMiddleware:
    """Repeats a request after a deadlock, a serialization failure or a locked SQLite file.

    It repeats the whole request, because what was read is as outdated as what was written. A
    request that has committed something, or sent a part of its response, is not repeated.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with random pauses between attempts; answer 503 after the last."""
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
            # Routing writes into the scope.
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
        busy = UnavailableError("Other requests change the same data; try again.")
        response = await answer_domain_error(Request(scope), busy)
        await response(scope, receive, send)


def replaying(received: list[Message], receive: Receive) -> Receive:
    """Return a `receive` that begins with the messages received before, and adds new ones."""
    earlier = iter(tuple(received))

    async def replay() -> Message:
        for message in earlier:
            return message
        message = await receive()
        received.append(message)
        return message

    return replay
