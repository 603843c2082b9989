"""Rate limit for each client and route."""

import time
from collections.abc import Mapping
from typing import Final, Self

import structlog
from starlette.requests import HTTPConnection

from app.core.config import Settings
from app.core.counters import CountersError, counters_errors, create_counters, seconds_until_reset
from app.core.exceptions import DomainError
from app.core.middleware import PROBES

# How long the counters are not used after a failure.
REST_SECONDS: Final = 5


class RateLimitedError(DomainError):
    """A client exceeded the rate limit of a route.

    Args:
        retry_after: Seconds until the next request is allowed.
    """

    status_code = 429
    code = "rate_limited"
    title = "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many requests; try again later.")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """Seconds until the client may retry."""
        return {"Retry-After": str(self.retry_after)}


class RateLimiter:
    """Counts the requests of each client to each route, in windows of one minute.

    Args:
        url: Storage of the counters: `memory://` for one process, `redis://…` to share them.
        per_minute: Maximum requests per minute of a client to a route.
    """

    def __init__(self, url: str, per_minute: int) -> None:
        # Imported here: it takes a quarter of a second, and the limit is optional.
        from limits import RateLimitItemPerMinute  # noqa: PLC0415

        self._counters = create_counters(url)
        self._limit = RateLimitItemPerMinute(per_minute, namespace="requests")
        self._rests_until = float("-inf")
        self._log = structlog.get_logger("rate_limit").bind()

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return the limiter for the settings, or `None` if they set no limit."""
        if not settings.rate_limit_per_minute:
            return None
        return cls(settings.rate_limit_url, settings.rate_limit_per_minute)

    async def hit(self, client: str, route: str) -> None:
        """Count one request; if the counters are unavailable, allow it and log a warning.

        They are then not used for some seconds: a request may hold a database connection, and must
        not wait for a timeout each time.

        Raises:
            RateLimitedError: if the client has sent too many requests to the route.
        """
        if time.monotonic() < self._rests_until:
            return
        try:
            with counters_errors():
                if await self._counters.hit(self._limit, client, route):
                    return
                seconds = await seconds_until_reset(self._counters, self._limit, client, route)
        except CountersError as error:
            self._rests_until = time.monotonic() + REST_SECONDS
            self._log.warning("requests are not counted", reason=repr(error.__cause__))
            return
        raise RateLimitedError(seconds)


async def limit_requests(connection: HTTPConnection, user_id: str | None = None) -> None:
    """Count a request against its user, or its address if there is no login.

    Raises:
        RateLimitedError: if the limit is exceeded.
    """
    limiter: RateLimiter | None = connection.app.state.rate_limiter
    if limiter is None or connection.url.path in PROBES or connection.scope["type"] != "http":
        return
    address = connection.client.host if connection.client else "unknown"
    client = f"address:{address}" if user_id is None else f"user:{user_id}"
    endpoint = connection.scope["endpoint"]
    await limiter.hit(client, f"{endpoint.__module__}.{endpoint.__qualname__}")
