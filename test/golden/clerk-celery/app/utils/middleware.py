"""What surrounds every request. Pure ASGI: a `BaseHTTPMiddleware` costs a task a request."""

import asyncio
import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
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

# Headers that describe a body, and not the response.
BODY_HEADERS: Final = frozenset({b"content-type", b"content-length"})

FORM_TYPES: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class RequestMiddleware:
    """Gives a request its id and its response the headers they all have; logs and measures it.

    It also answers HEAD wherever GET is answered, and errors of Starlette's own middleware, which
    are plain text, as problems. It is one middleware because each more would wrap every message of
    every request again.
    """

    def __init__(self, app: ASGIApp, hsts_seconds: int = 0) -> None:
        """Wrap the application; with `hsts_seconds` browsers ask for it over HTTPS only."""
        self.app = app
        self.log = structlog.get_logger("access").bind()
        self.metrics = RequestMetrics()
        self.headers: tuple[tuple[bytes, bytes], ...] = SECURITY_HEADERS
        if hsts_seconds:
            value = f"max-age={hsts_seconds}".encode()
            self.headers = (*SECURITY_HEADERS, (b"strict-transport-security", value))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, complete its response, and log its status and duration."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request_id = request_id_of(scope)
        REQUEST_ID.set(request_id)
        added = ((b"x-request-id", request_id.encode()), *self.headers)
        is_head = scope["method"] == "HEAD"
        # A copy: the server has to see HEAD, or it would wait for the body.
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
                await problem_from(scope, start, message)(scope, receive, complete_body)
                return
            await complete_body(message)

        async def complete_body(message: Message) -> None:
            if is_head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        try:
            await self.app(asked, receive, complete)
        finally:
            seconds = perf_counter() - started
            self.metrics.observe(asked, status, seconds)
            # A probe that succeeds says nothing, every few seconds.
            if scope["path"] not in PROBES or status >= 400:  # noqa: PLR2004 - HTTP's first error
                self.log_request(scope, status, seconds)

    def log_request(self, scope: Scope, status: int, seconds: float) -> None:
        """Log one request, without its query; status 0 is a client that left before its answer."""
        client, state = scope.get("client"), scope["state"]
        fields = {
            "client": client[0] if client else None,
            "user_id": state.get("user_id"),
            "error_code": state.get("error_code"),
            "resource": state.get("resource"),
            "key": state.get("resource_key"),
        }
        self.log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            duration_ms=round(seconds * 1000, 2),
            **{name: value for name, value in fields.items() if value is not None},
        )


def request_id_of(scope: Scope) -> str:
    """Return the id that the request brings, or a new one if it brings none that is fit for a log."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and OUTSIDE_ID.fullmatch(value):
            given: str = value.decode()
            return given
    return uuid4().hex


def is_plain_error(start: Message) -> bool:
    """Return whether a response is an error in plain text, as Starlette's middleware answers it."""
    return start["status"] >= 400 and any(  # noqa: PLR2004 - HTTP's first error
        name == b"content-type" and value.startswith(b"text/plain")
        for name, value in start["headers"]
    )


def problem_from(scope: Scope, start: Message, body: Message) -> ASGIApp:
    """Return the problem that says what a response in plain text says, with its other headers."""
    detail = body.get("body", b"").decode(errors="replace")
    response = problem_response(scope["path"], start["status"], detail)
    response.raw_headers += [each for each in start["headers"] if each[0] not in BODY_HEADERS]
    return response


class UnexpectedErrorMiddleware:
    """Answers an error that nobody expected with a problem without detail, and logs it.

    Inside of the CORS middleware: a browser may read no answer without its headers, a 500 included.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app
        self.log = structlog.get_logger("access").bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 for what it raises."""
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
                # Half a response is out: only a broken connection tells the client, and the
                # server, which breaks it, logs why.
                raise
            self.log.exception("unhandled error", method=scope["method"], path=scope["path"])
            response = problem_response(scope["path"], 500, "Something went wrong on our side.")
            await response(scope, receive, send)


class BodyLimitMiddleware:
    """Limits how large a body may be, by its media type, and how long a client may take to send it.

    Parsing a form costs far more a byte than parsing JSON does. A route that takes more, such as an
    upload, or less says so itself, with `max_body_size`.

    Args:
        app: The application.
        size: The most bytes of a body.
        form_size: The most bytes of a form.
        seconds: How long a client may take to send the whole body.
    """

    def __init__(self, app: ASGIApp, *, size: int, form_size: int, seconds: float) -> None:
        self.bodies = RequestBodyLimitMiddleware(app, max_body_size=size)
        self.forms = RequestBodyLimitMiddleware(app, max_body_size=form_size)
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; whoever reads its body gets 413 or 408 as an `HTTPException`."""
        if scope["type"] != "http":
            await self.bodies(scope, receive, send)
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
                # What comes after the body is that the client disconnects, some time.
                deadline = None
            return message

        media_type = Headers(scope=scope).get("content-type", "").lower()
        limited = self.forms if media_type.startswith(FORM_TYPES) else self.bodies
        await limited(scope, receive_in_time, send)


class AllowedHostsMiddleware(TrustedHostMiddleware):
    """Refuses other hosts than ours, but lets probes in, which come by address."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is a probe or its host is ours; answer 400 otherwise."""
        if scope.get("path") in PROBES:
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)
