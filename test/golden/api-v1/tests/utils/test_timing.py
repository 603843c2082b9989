"""How long an answer took, told to the client."""

import httpx2
import pytest
from fastapi import FastAPI


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/fail"])
async def test_an_answer_says_how_long_it_took_even_if_it_is_an_error(
    app: FastAPI, client: httpx2.AsyncClient, path: str
) -> None:
    @app.get("/fail")
    async def fail() -> None:
        raise RuntimeError

    response = await client.get(path)

    assert float(response.headers["x-process-time"]) > 0
