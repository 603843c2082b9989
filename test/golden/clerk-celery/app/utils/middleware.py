"""What surrounds every request. Pure ASGI: a `BaseHTTPMiddleware` costs a task a request."""

import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.utils.logging import REQUEST_ID
from app.utils.metrics import RequestMetrics
from app.utils.problems import problem_response

# Called every few seconds by machines that use an address instead of a host name.
PROBES: Final = frozenset({"/health", "/health/live", "/health/ready", "/metrics"})

# What a client may choose as its id: nothing that could forge a line of the log.
OUTSIDE_ID: Final = re.compile(rb"[0-9A-Za-z-]{8,64}")

# They keep browsers from guessing, framing and leaking.
SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


class RequestMiddleware:
    """Gives a request its id and its response the headers they all have; logs and measures it.

    An error that nobody foresaw is answered here too, so that the answer carries the id. It is one
    middleware because each more would wrap every message of every request again.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app
        self.log = structlog.get_logger("access").bind()
        self.metrics = RequestMetrics()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 for what it raises; note status and duration."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = request_id_of(scope)
        REQUEST_ID.set(request_id)
        added = ((b"x-request-id", request_id.encode()), *SECURITY_HEADERS)
        status = 0
        started = perf_counter()

        async def complete(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        try:
            await self.app(scope, receive, complete)
        except Exception:
            if status:
                # Half a response is out: only a broken connection tells the client, and the
                # server, which breaks it, logs why.
                raise
            self.log.exception("unhandled error", method=scope["method"], path=scope["path"])
            response = problem_response(scope["path"], 500, "Something went wrong on our side.")
            await response(scope, receive, complete)
        finally:
            self.note(scope, status, perf_counter() - started)

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Count and log one request; status 0 is a client that left before its answer."""
        self.metrics.observe(scope, status, seconds)
        # A probe that succeeds says nothing, every few seconds.
        if scope["path"] not in PROBES or status >= 400:  # noqa: PLR2004 - HTTP's first error
            self.log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                duration_ms=round(seconds * 1000, 2),
            )


def request_id_of(scope: Scope) -> str:
    """Return the id that the request brings, or a new one if it brings none that is fit for a log."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and OUTSIDE_ID.fullmatch(value):
            given: str = value.decode()
            return given
    return uuid4().hex


class BodyLimitMiddleware:
    """Stops reading a body that is too large, whatever length it claims.

    Starlette has such a limit too, but answers with plain text where our contract says problem.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        """Wrap the application; `limit` is in bytes."""
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; raise `HTTPException` in whoever reads too much of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise HTTPException(413, f"The body is larger than {self.limit} bytes.")
            return message

        await self.app(scope, receive_within_limit, send)


class AllowedHostsMiddleware(TrustedHostMiddleware):
    """Refuses other hosts than ours, but lets probes in, which come by address."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is a probe or its host is ours; answer 400 otherwise."""
        if scope.get("path") in PROBES:
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)
