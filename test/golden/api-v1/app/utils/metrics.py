"""Request metrics for Prometheus."""

from collections.abc import Callable
from secrets import compare_digest
from typing import Any

from fastapi import Request
from fastapi.routing import iter_route_contexts
from prometheus_client import Histogram
from starlette.types import Scope

from app.core.config import LOCAL, Settings
from app.utils.exceptions import NotFoundError

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUEST_SECONDS = Histogram(
    "http_request_duration_seconds",
    "How long requests took, from the first byte in to the last byte out.",
    labelnames=("method", "route", "status"),
)


class RequestMetrics:
    """Counts and times requests by route.

    Labels come from the routes and never from the request, or a scanner that tries a million
    paths would make a million time series.
    """

    def __init__(self) -> None:
        """Start without routes: they are read at the first request, when all are included."""
        self.routes: dict[Callable[..., Any], list[str]] | None = None

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Record one request that the application has answered."""
        if self.routes is None:
            self.routes = {}
            for context in iter_route_contexts(scope["app"].routes):
                if context.endpoint is not None and context.path is not None:
                    self.routes.setdefault(context.endpoint, []).append(context.path)
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        # `scope["route"].path` would lack the prefixes of the routers that include it.
        paths = self.routes.get(scope.get("endpoint"), ["unmatched"])  # type: ignore[arg-type]
        # A function may stand in several versions of the API: what is fixed in its path tells which.
        asked = (path for path in paths if path.partition("{")[0] in scope["path"])
        route = next(asked, paths[0])
        REQUEST_SECONDS.labels(method, route, status).observe(seconds)


async def require_metrics_token(request: Request) -> None:
    """Let a request for metrics pass if it has the token of the settings; in development none is needed.

    Raises:
        NotFoundError: if it has not, so that a stranger does not learn that there are metrics.
    """
    settings: Settings = request.app.state.settings
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.metrics_token}"
    if settings.metrics_token or settings.environment not in LOCAL:
        allowed = settings.metrics_token and compare_digest(given.encode(), expected.encode())
        if not allowed:
            raise NotFoundError("Not Found")
