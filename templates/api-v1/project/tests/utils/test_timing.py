"""Tests of the X-Process-Time header."""

import httpx2
import pytest
from fastapi import FastAPI

from app.core.config import Settings
from app.main import create_app


@pytest.fixture(scope="module")
def application(settings: Settings) -> FastAPI:
    """Return an application with a route that fails."""
    app = create_app(settings)

    @app.get("/fail")
    async def fail() -> None:
        raise RuntimeError

    return app


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/fail"])
async def test_responses_have_the_processing_time_even_on_errors(
    client: httpx2.AsyncClient, path: str
) -> None:
    response = await client.get(path)

    assert float(response.headers["x-process-time"]) > 0
