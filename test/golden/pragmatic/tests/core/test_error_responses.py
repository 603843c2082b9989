"""Tests of error responses: one format, without the input."""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, field_validator
from structlog.testing import capture_logs

from app.core.config import Settings
from app.core.error_responses import MAX_ERRORS, responses
from app.core.exceptions import ConflictError, DomainError, NotFoundError
from app.main import create_app


class Thing(BaseModel):
    """A body that can be invalid."""

    model_config = ConfigDict(extra="forbid")

    name: str
    count: int = 0

    @field_validator("name")
    @classmethod
    def refuse_shouting(cls, name: str) -> str:
        """Raise an error whose context contains an exception, which the handler must render."""
        if name.isupper():
            raise ValueError("no shouting")
        return name


@pytest.fixture(scope="module")
def application(settings: Settings) -> FastAPI:
    """Return an application with a route for each kind of error."""
    app = create_app(settings)

    @app.post("/things")
    async def add_thing(thing: Thing) -> Thing:
        return thing

    @app.get("/things")
    async def list_things() -> list[Thing]:
        return []

    @app.get("/missing", responses=responses(NotFoundError))
    async def miss() -> None:
        raise NotFoundError("There is no such thing.", resource="thing", key=7)

    @app.get("/taken", responses=responses(ConflictError))
    async def take() -> None:
        raise ConflictError("The name is taken.", field="name")

    @app.get("/plain", responses=responses(DomainError))
    async def plain() -> None:
        raise DomainError("Not like this.")

    @app.get("/refused", responses={418: {}})
    async def refuse() -> None:
        raise HTTPException(418, headers={"Retry-After": "1"})

    return app


async def test_a_domain_error_is_a_problem(client: httpx2.AsyncClient) -> None:
    response = await client.get("/missing")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no such thing.",
        "instance": "/missing",
        "error_code": "not_found",
        "errors": [],
    }


async def test_the_access_log_names_the_row_of_an_error(client: httpx2.AsyncClient) -> None:
    with capture_logs() as logs:
        await client.get("/missing")
    [entry] = logs
    assert (entry["error_code"], entry["resource"], entry["key"]) == ("not_found", "thing", 7)


async def test_a_conflict_names_its_field(client: httpx2.AsyncClient) -> None:
    response = await client.get("/taken")
    assert response.status_code == 409
    assert response.json()["errors"] == [
        {"loc": ["body", "name"], "msg": "The name is taken.", "type": "conflict"}
    ]


async def test_a_domain_error_is_a_bad_request_by_default(
    client: httpx2.AsyncClient,
) -> None:
    response = await client.get("/plain")
    assert (response.status_code, response.json()["error_code"]) == (400, "bad_request")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("DELETE", "/missing", 405, "method_not_allowed"),
        ("GET", "/refused", 418, "im_a_teapot"),
    ],
)
async def test_framework_errors_are_problems(
    client: httpx2.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    response = await client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["error_code"].replace("'", "") == code


async def test_a_wrong_method_returns_the_allowed_methods(client: httpx2.AsyncClient) -> None:
    response = await client.delete("/things")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")


async def test_an_exception_keeps_its_headers(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/refused")).headers["retry-after"] == "1"


async def test_an_invalid_request_never_echoes_its_input(client: httpx2.AsyncClient) -> None:
    response = await client.post("/things", json={"count": "hunter2"})
    assert response.status_code == 422
    assert response.json()["error_code"] == "validation_error"
    assert {tuple(error["loc"]) for error in response.json()["errors"]} == {
        ("body", "name"),
        ("body", "count"),
    }
    assert all(set(error) == {"loc", "msg", "type"} for error in response.json()["errors"])
    assert "hunter2" not in response.text


async def test_the_number_of_errors_in_a_problem_is_limited(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    @app.post("/numbers")
    async def add_numbers(numbers: list[int]) -> int:
        return len(numbers)

    response = await client.post("/numbers", json=["x"] * 1000)
    assert (response.status_code, len(response.json()["errors"])) == (422, MAX_ERRORS)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"name": "LOUD"}', 422),
        (b'{"name": "\\ud800", "count": "\\ud800"}', 422),
        (b'{"name": "a", "\\ud800": 1}', 422),
        (b'{"name": "a", "\\u0000": 1}', 422),
        (b'{"name": "a", "count": 1e999}', 422),
        (b'{"name": "a", "count": NaN}', 422),
        (b'{"name": "a", "count": 1' + b"0" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"name": "\xff"}', 400),
        (b'{"name"', 422),
        (b"", 422),
    ],
)
async def test_no_body_causes_a_server_error(
    client: httpx2.AsyncClient, body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await client.post("/things", content=body, headers=headers)
    problem: dict[str, Any] = response.json()
    assert (response.status_code, problem["status"]) == (status, status)


async def test_no_path_causes_a_server_error(client: httpx2.AsyncClient) -> None:
    response = await client.get("/%00%ff%ed%a0%80")
    assert response.status_code == 404
    assert response.json()["title"] == "Not Found"
