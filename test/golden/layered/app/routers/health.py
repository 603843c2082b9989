"""What operators ask: is it alive, is it ready, how is it doing."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.dependencies import public
from app.schemas.health import Health
from app.utils.database import ping
from app.utils.exceptions import UnavailableError
from app.utils.metrics import require_metrics_token
from app.utils.problems import responses

router = APIRouter(tags=["health"], dependencies=[Depends(public)])


@router.get("/health")
async def get_health() -> Health:
    """Answer at once, to whoever just wants to know."""
    return Health()


@router.get("/health/live")
async def get_liveness() -> Health:
    """Answer at once: the process runs. An orchestrator restarts it when this fails."""
    return Health()


@router.get("/health/ready", responses=responses(UnavailableError))
async def get_readiness(request: Request) -> Health:
    """Answer if the database does. A load balancer sends no requests while this fails."""
    await ping(request.app.state.engine)
    return Health()


@router.get(
    "/metrics",
    include_in_schema=False,
    response_class=PlainTextResponse,
    dependencies=[Depends(require_metrics_token)],
)
async def get_metrics() -> Response:
    """Return the metrics in Prometheus' text format, to whoever has the token for them."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
