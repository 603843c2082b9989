"""The application as a whole: what it opens, and what surrounds every request."""

import json
import logging
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI, WebSocket
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from app.config import Environment, Settings
from app.main import create_app

ORIGIN = "http://localhost:3000"


@pytest.fixture
def application(settings: Settings) -> FastAPI:
    """Return an application for one test: some of them add routes."""
    return create_app(settings)


@pytest.fixture
async def failing_client(app: FastAPI, client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """Return a client of an application with a route that fails."""

    @app.get("/fail")
    async def fail() -> None:
        raise RuntimeError("a detail that nobody outside may see")

    return client


async def test_the_lifespan_opens_and_closes_the_database(settings: Settings) -> None:
    app = create_app(settings)
    async with app.router.lifespan_context(app), app.state.session_factory() as session:
        assert session.bind is app.state.engine


async def test_an_application_without_settings_reads_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "test")
    assert create_app().state.settings.environment is Environment.TEST


async def test_a_response_carries_the_request_id_and_security_headers(
    client: httpx2.AsyncClient,
) -> None:
    response = await client.get("/health/live")
    assert response.headers["x-request-id"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"


async def test_a_request_id_is_kept_when_it_is_one(client: httpx2.AsyncClient) -> None:
    given = "0af7651916cd43dd8448eb211c80319c"
    response = await client.get("/health/live", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] == given


async def test_a_request_id_that_could_forge_a_log_line_is_replaced(
    client: httpx2.AsyncClient,
) -> None:
    response = await client.get("/health/live", headers={"X-Request-ID": "x level=error"})
    assert " " not in response.headers["x-request-id"]


async def test_an_unforeseen_error_is_a_problem_without_detail(
    failing_client: httpx2.AsyncClient,
) -> None:
    with capture_logs() as logs:
        response = await failing_client.get("/fail", headers={"Origin": ORIGIN})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["error_code"] == "internal_server_error"
    assert "nobody outside" not in response.text
    assert response.headers["x-request-id"]
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("unhandled error", "error"),
        ("request", "info"),
    ]


async def test_an_error_in_the_middle_of_a_response_breaks_the_connection(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("no more")

    @app.get("/half")
    async def get_half() -> StreamingResponse:
        return StreamingResponse(half())

    with pytest.raises(RuntimeError, match="no more"):
        await client.get("/half")


async def test_a_browser_may_ask_from_an_allowed_origin_only(client: httpx2.AsyncClient) -> None:
    ask = {"Access-Control-Request-Method": "GET"}
    allowed = await client.options("/health/live", headers={"Origin": ORIGIN, **ask})
    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    refused = await client.options("/health/live", headers={"Origin": "http://evil.example", **ask})
    assert "access-control-allow-origin" not in refused.headers


async def test_only_probes_may_come_by_another_host_name(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"allowed_hosts": ("api.example.com",)}))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://10.0.0.1") as client:
        assert (await client.get("/health/live")).status_code == 200
        assert (await client.get("/docs")).status_code == 400
        headers = {"Host": "api.example.com"}
        assert (await client.get("/docs", headers=headers)).status_code == 200


async def test_each_request_is_logged_once_and_a_good_probe_never(
    client: httpx2.AsyncClient,
) -> None:
    with capture_logs() as logs:
        await client.get("/health/live")
        await client.get("/nowhere?token=secret")
    assert [(entry["path"], entry["status"]) for entry in logs] == [("/nowhere", 404)]
    assert "secret" not in str(logs)


async def test_log_lines_are_json_with_the_request_id(
    client: httpx2.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    response = await client.get("/nowhere")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [line] = [line for line in lines if line["event"] == "request"]
    assert line["level"] == "info"
    assert line["request_id"] == response.headers["x-request-id"]
    assert line["duration_ms"] >= 0


async def test_a_body_that_is_too_large_is_refused(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"max_body_size": 1024}))

    @app.post("/things")
    async def add_thing(thing: dict[str, str]) -> int:
        return len(thing)

    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.post("/things", json={"a": "b"})).json() == 1
        response = await client.post("/things", json={"a": "b" * 2000})
    assert response.status_code == 413
    assert response.json()["error_code"] == "content_too_large"


def test_a_web_socket_passes_through(settings: Settings) -> None:
    app = create_app(settings)

    @app.websocket("/echo")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(await socket.receive_text())
        await socket.close()

    with TestClient(app).websocket_connect("/echo") as socket:
        socket.send_text("hello")
        assert socket.receive_text() == "hello"


def test_libraries_log_in_the_same_shape(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(settings)
    error = ValueError("inside a library")
    logging.getLogger("uvicorn.error").error("it failed", exc_info=error)
    line = json.loads(capsys.readouterr().out)
    assert (line["event"], line["level"], line["logger"]) == ("it failed", "error", "uvicorn.error")
    assert "inside a library" in line["exception"]


def test_development_logs_are_for_people(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(settings.model_copy(update={"environment": Environment.DEVELOPMENT}))
    logging.getLogger("anything").warning("plainly said")
    assert "plainly said" in capsys.readouterr().out
    create_app(settings)
