"""Tests of the whole application: lifespan, middleware and logging."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import IPv4Network

import httpx2
import pytest
from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from app.core.config import Environment, Settings, get_settings
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
        raise RuntimeError("a detail that clients must not see")

    return client


async def test_the_lifespan_opens_and_closes_the_database(settings: Settings) -> None:
    app = create_app(settings)
    async with app.router.lifespan_context(app), app.state.session_factory() as session:
        assert session.bind is app.state.engine


async def test_an_application_without_settings_reads_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "test")
    # Without the cache: the environment was read before.
    monkeypatch.setattr("app.main.get_settings", get_settings.__wrapped__)
    assert create_app().state.settings.environment is Environment.TEST


async def test_a_response_carries_the_request_id_and_security_headers(
    client: httpx2.AsyncClient,
) -> None:
    response = await client.get("/health/live")
    assert response.headers["x-request-id"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"


async def test_a_valid_request_id_is_kept(client: httpx2.AsyncClient) -> None:
    given = "0af7651916cd43dd8448eb211c80319c"
    response = await client.get("/health/live", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] == given


async def test_a_request_id_that_could_forge_a_log_line_is_replaced(
    client: httpx2.AsyncClient,
) -> None:
    response = await client.get("/health/live", headers={"X-Request-ID": "x level=error"})
    assert " " not in response.headers["x-request-id"]


async def test_an_unexpected_error_is_a_problem_without_detail(
    failing_client: httpx2.AsyncClient,
) -> None:
    with capture_logs() as logs:
        response = await failing_client.get("/fail", headers={"Origin": ORIGIN})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["error_code"] == "internal_server_error"
    assert "clients must not" not in response.text
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


async def test_cors_allows_configured_origins_only(client: httpx2.AsyncClient) -> None:
    ask = {"Access-Control-Request-Method": "GET"}
    allowed = await client.options("/health/live", headers={"Origin": ORIGIN, **ask})
    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    refused = await client.options("/health/live", headers={"Origin": "http://evil.example", **ask})
    assert "access-control-allow-origin" not in refused.headers
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"] == "Disallowed CORS origin"


async def test_only_probes_may_use_another_host_name(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"allowed_hosts": ("api.example.com",)}))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://10.0.0.1") as client:
        assert (await client.get("/health/live")).status_code == 200
        refused = await client.get("/docs")
        assert (refused.status_code, refused.json()["error_code"]) == (400, "bad_request")
        headers = {"Host": "api.example.com"}
        assert (await client.get("/docs", headers=headers)).status_code == 200


async def test_requests_are_logged_once_and_successful_probes_never(
    client: httpx2.AsyncClient,
) -> None:
    with capture_logs() as logs:
        await client.get("/health/live")
        await client.get("/nowhere?token=secret")
    [entry] = logs
    assert (entry["path"], entry["status"]) == ("/nowhere", 404)
    assert (entry["client"], entry["error_code"]) == ("127.0.0.1", "not_found")
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


@asynccontextmanager
async def client_with(settings: Settings, **changes: object) -> AsyncIterator[httpx2.AsyncClient]:
    """Yield a client of an application with other settings, and with routes that read bodies."""
    app = create_app(settings.model_copy(update=changes))

    @app.post("/things")
    async def add_thing(thing: dict[str, str]) -> int:
        return len(thing)

    @app.post("/large-things", max_body_size=4096)
    async def add_large_thing(thing: dict[str, str]) -> int:
        return len(thing)

    @app.post("/raw-things")
    async def add_raw_thing(request: Request) -> int:
        return len(await request.body())

    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def chunks(count: int, seconds: float = 0) -> AsyncIterator[bytes]:
    """Yield a body of `count` KiB in chunks, without a Content-Length."""
    for _ in range(count):
        await asyncio.sleep(seconds)
        yield b"x" * 1024


async def test_a_body_that_is_too_large_is_refused(settings: Settings) -> None:
    body = {"a": "b" * 2000}
    form = {"Content-Type": "Application/X-WWW-Form-Urlencoded"}
    async with client_with(settings, max_body_size=1500, max_form_size=500) as client:
        assert (await client.post("/things", json={"a": "b"})).json() == 1
        assert (await client.post("/raw-things", content=b"x" * 1000)).status_code == 200
        assert (await client.post("/large-things", json=body)).status_code == 200
        refused = [
            await client.post("/things", json=body),
            await client.post("/raw-things", content=chunks(2)),
            await client.post("/raw-things", content=b"x" * 1000, headers=form),
        ]
    assert [each.status_code for each in refused] == [413, 413, 413]
    assert {each.json()["error_code"] for each in refused} == {"content_too_large"}


async def test_a_body_that_takes_too_long_is_refused(settings: Settings) -> None:
    async with client_with(settings, body_timeout_seconds=0.05) as client:
        response = await client.post("/raw-things", content=chunks(2, seconds=1))
    assert (response.status_code, response.json()["error_code"]) == (408, "request_timeout")


async def test_head_is_get_without_a_body(client: httpx2.AsyncClient) -> None:
    head, get = await client.head("/health/live"), await client.get("/health/live")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


async def test_a_path_with_a_slash_at_the_end_is_not_redirected(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/health/live/")).status_code == 404


async def test_the_hsts_header_is_sent_if_configured(settings: Settings) -> None:
    async with client_with(settings, hsts_seconds=60) as client:
        response = await client.get("/health/live")
    assert response.headers["strict-transport-security"] == "max-age=60"


async def test_the_documentation_can_be_turned_off(settings: Settings) -> None:
    async with client_with(settings, docs_enabled=False) as client:
        statuses = {(await client.get(path)).status_code for path in ("/docs", "/redoc")}
    assert statuses == {404}


@pytest.mark.parametrize(
    ("trusted", "client_address"), [((), "127.0.0.1"), ((IPv4Network("127.0.0.0/8"),), "9.9.9.9")]
)
async def test_only_a_trusted_proxy_names_the_client(
    settings: Settings, trusted: tuple[IPv4Network, ...], client_address: str
) -> None:
    async with client_with(settings, trusted_proxies=trusted) as client:
        with capture_logs() as logs:
            await client.get("/nowhere", headers={"X-Forwarded-For": "6.6.6.6, 9.9.9.9"})
    assert [entry["client"] for entry in logs] == [client_address]


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


def test_libraries_log_in_the_same_format(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(settings)
    error = ValueError("inside a library")
    logging.getLogger("uvicorn.error").error("it failed", exc_info=error)
    line = json.loads(capsys.readouterr().out)
    assert (line["event"], line["level"], line["logger"]) == ("it failed", "error", "uvicorn.error")
    assert "inside a library" in line["exception"]


def test_development_logs_are_plain_text(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(settings.model_copy(update={"environment": Environment.DEVELOPMENT}))
    logging.getLogger("anything").warning("plainly said")
    assert "plainly said" in capsys.readouterr().out
    create_app(settings)
