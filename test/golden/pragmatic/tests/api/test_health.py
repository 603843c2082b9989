"""Tests of the health probes and the metrics."""

from unittest.mock import patch

import httpx2
import pytest
from fastapi import APIRouter, FastAPI

from app.core.config import VERSION, Environment, Settings
from app.core.exceptions import UnavailableError
from app.core.readiness import Readiness
from app.main import create_app


@pytest.fixture
def application(settings: Settings) -> FastAPI:
    """Return an application for one test: some of them add routes."""
    return create_app(settings)


@pytest.mark.parametrize("path", ["/health", "/health/live"])
async def test_liveness_returns_ok(client: httpx2.AsyncClient, path: str) -> None:
    response = await client.get(path)
    assert (response.status_code, response.json()) == (200, {"status": "ok", "version": VERSION})


async def test_readiness_is_ok_if_the_database_is_available(client: httpx2.AsyncClient) -> None:
    with patch.object(Readiness, "check"):
        response = await client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "version": VERSION})


async def test_readiness_is_503_if_the_database_is_unavailable(client: httpx2.AsyncClient) -> None:
    silence = UnavailableError("The database does not answer.")
    with patch.object(Readiness, "check", side_effect=silence):
        response = await client.get("/health/ready")
    assert (response.status_code, response.json()["error_code"]) == (503, "unavailable")


@pytest.mark.parametrize(
    ("environment", "token", "authorization", "status"),
    [
        (Environment.TEST, "", "", 200),
        (Environment.PRODUCTION, "", "", 404),
        (Environment.PRODUCTION, "", "Bearer ", 404),
        (Environment.PRODUCTION, "right", "Bearer wrong", 404),
        (Environment.PRODUCTION, "right", "Bearer right", 200),
    ],
)
async def test_metrics_need_their_token_outside_development(
    app: FastAPI,
    client: httpx2.AsyncClient,
    environment: Environment,
    token: str,
    authorization: str,
    status: int,
) -> None:
    update = {"environment": environment, "metrics_token": token}
    app.state.settings = app.state.settings.model_copy(update=update)
    response = await client.get("/metrics", headers={"Authorization": authorization})
    assert response.status_code == status


async def test_metrics_are_labelled_by_route_and_never_by_path(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    router = APIRouter(prefix="/boxes")

    @router.get("/{box_id}")
    async def get_box(box_id: int) -> int:
        return box_id

    app.include_router(router, prefix="/v8")
    app.include_router(router, prefix="/v9")
    await client.get("/v9/boxes/7")
    await client.get("/no/such/path")
    await client.request("BREW", "/v9/boxes/7")
    text = (await client.get("/metrics")).text
    assert 'method="GET",route="/v9/boxes/{box_id}",status="200"' in text
    assert 'method="GET",route="unmatched",status="404"' in text
    assert 'method="OTHER",route="/v9/boxes/{box_id}",status="405"' in text
    assert "boxes/7" not in text
    assert "/no/such/path" not in text
