"""Tests of the OpenAPI document: it is up to date and declares all errors."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from app.core.config import Settings
from app.core.error_responses import responses
from app.core.exceptions import NotFoundError, UnknownReferenceError
from app.main import create_app
from scripts.export_openapi import TARGET, contract

COMMAND = "python scripts/export_openapi.py"
METHODS = {"get", "put", "post", "delete", "patch"}


@pytest.fixture
def application(settings: Settings) -> FastAPI:
    """Return an application for one test: some of them add routes."""
    return create_app(settings)


def operations(app: FastAPI) -> Iterator[dict[str, Any]]:
    """Yield every operation of the OpenAPI document."""
    for path in app.openapi()["paths"].values():
        yield from (operation for method, operation in path.items() if method in METHODS)


def test_the_contract_on_disk_is_current(capfd: pytest.CaptureFixture[str]) -> None:
    current = contract()
    if not TARGET.exists():
        assert "CI" not in os.environ, f"openapi.json is missing: run `{COMMAND}` and commit it"
        TARGET.write_text(current, encoding="utf-8", newline="\n")
        with capfd.disabled():
            sys.stdout.write(f"\nwrote {TARGET.name}: commit it\n")
    on_disk = TARGET.read_text(encoding="utf-8")
    assert on_disk == current, f"openapi.json is out of date: run `{COMMAND}` and commit it"


def test_every_reference_has_its_schema(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    assert "Problem" in schemas
    assert "HTTPValidationError" not in schemas
    for name in str(app.openapi()).split("#/components/schemas/")[1:]:
        assert name.split("'")[0] in schemas


def test_operations_declare_their_errors(app: FastAPI) -> None:
    @app.get("/things/{thing_id}", responses=responses(NotFoundError))
    async def get_thing(thing_id: int) -> int:
        return thing_id

    @app.post("/things", responses=responses(UnknownReferenceError))
    async def add_thing(thing: dict[str, int]) -> int:
        return len(thing)

    declared = {each["operationId"]: set(each["responses"]) for each in operations(app)}
    assert declared["get_thing"] == {"200", "404", "422", "429", "503"}
    assert declared["add_thing"] == {"200", "400", "408", "413", "422", "429", "503"}
    assert declared["get_liveness"] == {"200"}
