"""Middleware for every request. Pure ASGI: `BaseHTTPMiddleware` starts a task per request."""

import asyncio
import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitResponder
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.error_responses import problem_response
from app.core.logging import REQUEST_ID
from app.core.metrics import RequestMetrics

# Called every few seconds by monitoring, which uses an IP address instead of a host name.
PROBES: Final = frozenset({"/health", "/health/live", "/health/ready", "/metrics"})

# Request ids that are accepted from clients; others could forge log lines.
OUTSIDE_ID: Final = re.compile(rb"[0-9A-Za-z-]{8,64}")

# They prevent MIME sniffing, framing and referrer leaks.
SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)

# Headers that describe the replaced body.
BODY_HEADERS: Final = frozenset({b"content-type", b"content-length"})

# Fields of the access log, and the request state that they are read from.
LOGGED_STATE: Final = (
    ("user_id", "user_id"),
    ("error_code", "error_code"),
    ("resource", "resource"),
    ("key", "resource_key"),
)

FORM_TYPES: Final = (b"application/x-www-form-urlencoded", b"multipart/form-data")


class RequestMiddleware:
    """Adds the request id and common response headers; logs and measures requests.

    It also handles HEAD on every GET route, and converts the plain-text errors of Starlette's
    middleware to problems. One middleware does all this because each one wraps every message.
    """

    def __init__(self, app: ASGIApp, hsts_seconds: int = 0) -> None:
        """Wrap the application; `hsts_seconds` is the max-age of HSTS, 0 disables it."""
        self.app = app
        self.log = structlog.get_logger("access").bind()
        self.metrics = RequestMetrics()
        self.headers: tuple[tuple[bytes, bytes], ...] = SECURITY_HEADERS
        if hsts_seconds:
            value = f"max-age={hsts_seconds}".encode()
            self.headers = (*SECURITY_HEADERS, (b"strict-transport-security", value))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, complete its response, and log its status and duration."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request_id = request_id_of(scope)
        REQUEST_ID.set(request_id)
        added = ((b"x-request-id", request_id.encode()), *self.headers)
        is_head = scope["method"] == "HEAD"
        # A copy: the server must still see HEAD, or it would wait for a body.
        asked = {**scope, "method": "GET"} if is_head else scope
        plain_error: Message | None = None
        status = 0
        started = perf_counter()

        async def complete(message: Message) -> None:
            nonlocal status, plain_error
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *added]
                if is_plain_error(message):
                    plain_error = message
                    return
            elif plain_error is not None:
                start, plain_error = plain_error, None
                await problem_from(scope, start, message)(scope, receive, send_body)
                return
            await send_body(message)

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        send_body = send_without_body if is_head else send

        try:
            await self.app(asked, receive, complete)
        finally:
            seconds = perf_counter() - started
            self.metrics.observe(asked, status, seconds)
            # Successful probes are not logged.
            if scope["path"] not in PROBES or status >= 400:  # noqa: PLR2004 - HTTP's first error
                self.log_request(scope, status, seconds)

    def log_request(self, scope: Scope, status: int, seconds: float) -> None:
        """Log a request without its query; status 0 means that there was no response."""
        fields: dict[str, object] = {}
        if client := scope.get("client"):
            fields["client"] = client[0]
        for name, key in LOGGED_STATE:
            if (value := scope["state"].get(key)) is not None:
                fields[name] = value
        self.log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            duration_ms=round(seconds * 1000, 2),
            **fields,
        )


def request_id_of(scope: Scope) -> str:
    """Return the id that the client sent, or a new one if it is missing or invalid."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and OUTSIDE_ID.fullmatch(value):
            given: str = value.decode()
            return given
    return uuid4().hex


def is_plain_error(start: Message) -> bool:
    """Return whether a response is a plain-text error, as sent by Starlette's middleware."""
    return start["status"] >= 400 and any(  # noqa: PLR2004 - HTTP's first error
        name == b"content-type" and value.startswith(b"text/plain")
        for name, value in start["headers"]
    )


def problem_from(scope: Scope, start: Message, body: Message) -> ASGIApp:
    """Convert a plain-text error response to a problem, with its other headers."""
    detail = body.get("body", b"").decode(errors="replace")
    response = problem_response(scope["path"], start["status"], detail)
    response.raw_headers += [each for each in start["headers"] if each[0] not in BODY_HEADERS]
    return response


class UnexpectedErrorMiddleware:
    """Logs an unhandled exception and returns a 500 problem without details.

    It runs inside the CORS middleware, since browsers cannot read a response without CORS headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app
        self.log = structlog.get_logger("access").bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application; return 500 if it raises an exception."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception:
            if started:
                # The response has started: the server closes the connection and logs the error.
                raise
            self.log.exception("unhandled error", method=scope["method"], path=scope["path"])
            response = problem_response(scope["path"], 500, "Something went wrong on our side.")
            await response(scope, receive, send)


class BodyLimitMiddleware:
    """Limits the size of a request body by media type, and the time to receive it.

    Forms have a lower limit: parsing them costs far more per byte than parsing JSON. Routes
    override the limit with `max_body_size`, e.g. for uploads.

    Args:
        app: The application.
        size: Maximum size of a body, in bytes.
        form_size: Maximum size of a form, in bytes.
        seconds: Timeout for receiving the whole body, in seconds.
    """

    def __init__(self, app: ASGIApp, *, size: int, form_size: int, seconds: float) -> None:
        self.app = app
        self.size = size
        self.form_size = form_size
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application; reading the body may raise `HTTPException` with 413 or 408."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        deadline: float | None = asyncio.get_running_loop().time() + self.seconds

        async def receive_in_time() -> Message:
            nonlocal deadline
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, "The body took too long to arrive.") from error
            if not message.get("more_body"):
                # After the body, only a disconnect follows, which has no deadline.
                deadline = None
            return message

        size = self.form_size if is_form(scope) else self.size
        # What `RequestBodyLimitMiddleware` calls: one frame less in each request.
        await RequestBodyLimitResponder(self.app, size)(scope, receive_in_time, send)


def is_form(scope: Scope) -> bool:
    """Return whether the body of a request is a form, by its first `Content-Type`.

    `Headers` would decode all headers of every request.
    """
    for name, value in scope["headers"]:
        if name == b"content-type":
            media_type: bytes = value
            return media_type.lower().startswith(FORM_TYPES)
    return False


class AllowedHostsMiddleware(TrustedHostMiddleware):
    """Refuses unknown host names, except for probes, which use an IP address."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application for a probe or an allowed host; return 400 otherwise."""
        if scope.get("path") in PROBES:
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)
