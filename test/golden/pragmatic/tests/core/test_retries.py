"""Tests of retries after an aborted transaction."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from app.core import retries
from app.core.config import Settings
from app.core.exceptions import TransactionAbortedError
from app.core.faults import COMMITTED
from app.main import create_app


class Route:
    """A route that fails a number of times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.bodies: list[dict[str, str]] = []

    async def add_thing(self, thing: dict[str, str]) -> int:
        self.bodies.append(thing)
        if len(self.bodies) <= self.failures:
            raise TransactionAbortedError("deadlock detected")
        return len(self.bodies)

    async def add_thing_and_commit(self, thing: dict[str, str]) -> int:
        COMMITTED.set(True)
        return await self.add_thing(thing)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry without delay."""
    monkeypatch.setattr(retries, "BACKOFF_SECONDS", 0)


@pytest.fixture
def application(settings: Settings) -> FastAPI:
    """Return an application for one test: each adds a route."""
    return create_app(settings)


async def test_the_whole_request_is_retried(app: FastAPI, client: httpx2.AsyncClient) -> None:
    route = Route(failures=2)
    app.post("/things")(route.add_thing)
    response = await client.post("/things", json={"a": "b"})
    assert (response.status_code, response.json()) == (200, 3)
    assert route.bodies == [{"a": "b"}] * 3


async def test_the_last_failure_returns_503_with_retry_after(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    route = Route(failures=retries.ATTEMPTS)
    app.post("/things")(route.add_thing)
    response = await client.post("/things", json={})
    assert (response.status_code, response.json()["error_code"]) == (503, "unavailable")
    assert response.headers["retry-after"]
    assert len(route.bodies) == retries.ATTEMPTS


async def test_a_committed_request_is_not_retried(app: FastAPI, client: httpx2.AsyncClient) -> None:
    route = Route(failures=1)
    app.post("/things")(route.add_thing_and_commit)
    assert (await client.post("/things", json={})).status_code == 503
    assert len(route.bodies) == 1


async def test_a_started_response_is_not_retried(app: FastAPI, client: httpx2.AsyncClient) -> None:
    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        raise TransactionAbortedError("deadlock detected")

    @app.get("/half")
    async def get_half() -> StreamingResponse:
        return StreamingResponse(half())

    with pytest.raises(TransactionAbortedError):
        await client.get("/half")
