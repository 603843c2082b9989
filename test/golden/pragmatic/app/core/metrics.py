"""Request metrics for Prometheus."""

from collections.abc import Callable
from secrets import compare_digest
from typing import Any

from fastapi import Request
from fastapi.routing import iter_route_contexts
from prometheus_client import Histogram
from starlette.types import Scope

from app.core.config import LOCAL, Settings
from app.core.exceptions import NotFoundError

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUEST_SECONDS = Histogram(
    "http_request_duration_seconds",
    "Request duration, from the first byte received to the last byte sent.",
    labelnames=("method", "route", "status"),
)


class RequestMetrics:
    """Counts and times requests by route.

    Labels use the path of the route, not of the request: otherwise a scanner that tries a million
    paths would create a million time series.
    """

    def __init__(self) -> None:
        """Read no routes yet: all of them are included only at the first request."""
        self.routes: dict[Callable[..., Any], list[str]] | None = None

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Record the duration of a request."""
        if self.routes is None:
            self.routes = {}
            for context in iter_route_contexts(scope["app"].routes):
                if context.endpoint is not None and context.path is not None:
                    self.routes.setdefault(context.endpoint, []).append(context.path)
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        # `scope["route"].path` would lack the prefixes of the routers that include it.
        paths = self.routes.get(scope.get("endpoint"), ["unmatched"])  # type: ignore[arg-type]
        # API versions may share a function: the fixed part of the path identifies the version.
        asked = (path for path in paths if path.partition("{")[0] in scope["path"])
        route = next(asked, paths[0])
        REQUEST_SECONDS.labels(method, route, status).observe(seconds)


async def require_metrics_token(request: Request) -> None:
    """Require the metrics token, which is optional in development.

    Raises:
        NotFoundError: if the token is missing or wrong; 404 does not reveal that metrics exist.
    """
    settings: Settings = request.app.state.settings
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.metrics_token}"
    if settings.metrics_token or settings.environment not in LOCAL:
        allowed = settings.metrics_token and compare_digest(given.encode(), expected.encode())
        if not allowed:
            raise NotFoundError("Not Found")
