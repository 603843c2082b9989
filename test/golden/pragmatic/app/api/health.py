"""Health probes and metrics."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.core.auth import public
from app.core.error_responses import responses
from app.core.exceptions import UnavailableError
from app.core.health import Health
from app.core.metrics import require_metrics_token

router = APIRouter(tags=["health"], dependencies=[Depends(public)])


@router.get("/health")
async def get_health() -> Health:
    """Return the status and version, without checking the database."""
    return Health()


@router.get("/health/live")
async def get_liveness() -> Health:
    """Liveness probe: the process is running. An orchestrator restarts it if this fails."""
    return Health()


@router.get("/health/ready", responses=responses(UnavailableError))
async def get_readiness(request: Request) -> Health:
    """Readiness probe: the database is available and migrated; otherwise send no requests."""
    await request.app.state.readiness.check()
    return Health()


@router.get(
    "/metrics",
    include_in_schema=False,
    response_class=PlainTextResponse,
    dependencies=[Depends(require_metrics_token)],
)
async def get_metrics() -> Response:
    """Return the metrics in Prometheus text format; requires the metrics token."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
