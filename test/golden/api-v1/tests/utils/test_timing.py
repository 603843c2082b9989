"""How long an answer took, told to the client."""

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
async def test_an_answer_says_how_long_it_took_even_if_it_is_an_error(
    client: httpx2.AsyncClient, path: str
) -> None:
    response = await client.get(path)

    assert float(response.headers["x-process-time"]) > 0
