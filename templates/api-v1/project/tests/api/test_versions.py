"""Tests of a second API version, created as docs/versioning.md describes."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import pytest
from fastapi import APIRouter, FastAPI
from httpx2 import AsyncClient

import app.api
from app.api import health
from app.api.v1 import endpoints
from app.core.config import Settings
from app.main import create_app

# The routers of each version, by URL prefix.
Versions: TypeAlias = dict[str, tuple[APIRouter, ...]]

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "versioning.md"
FILES = re.compile(r"^```python\n# app/api/(\S+)\n(.+?)^```$", re.DOTALL | re.MULTILINE)

# Version 1, as the document describes it.
OLD = """
from fastapi import APIRouter, Depends
from app.api.deps import public

router = APIRouter(prefix="/{name}", tags=["{name}"])


@router.get("", dependencies=[Depends(public)])
async def list_{name}() -> list[float]:
    return [1.5, 0.2]
"""


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Versions]:
    """Yield the routers of versions 1 and 2; version 2 has the files of the document."""
    known = set(sys.modules)
    names = ("labels", "parcels")
    files = dict(FILES.findall(DOCUMENT.read_text(encoding="utf-8")))
    files |= {f"v1/endpoints/{name}.py": OLD.format(name=name) for name in names}
    for file, text in files.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    # Imports search this folder too; its modules are unloaded afterwards.
    monkeypatch.setattr(app.api, "__path__", [*app.api.__path__, str(tmp_path)])
    there = str(tmp_path / "v1" / "endpoints")
    monkeypatch.setattr(endpoints, "__path__", [there, *endpoints.__path__])
    for name in names:
        monkeypatch.delitem(sys.modules, f"app.api.v1.endpoints.{name}", raising=False)
    old = tuple(import_module(f"app.api.v1.endpoints.{name}").router for name in names)
    yield {"/api/v1": old, "/api/v2": import_module("app.api.v2.router").ROUTERS}
    for name in set(sys.modules) - known:
        del sys.modules[name]


@pytest.fixture
def application(settings: Settings) -> FastAPI:
    """Return an application for one test: some of them add routes."""
    return create_app(settings)


@pytest.fixture
def versioned(app: FastAPI, versions: Versions) -> FastAPI:
    """Return the application with both versions, and without routes of the same name."""
    app.router.routes.clear()
    app.include_router(health.router)
    for prefix, routers in versions.items():
        for router in routers:
            app.include_router(router, prefix=prefix)
    return app


@pytest.mark.usefixtures("versioned")
async def test_both_versions_respond_and_only_changes_differ(client: AsyncClient) -> None:
    answers = {
        path: (await client.get(f"/api/{path}")).json()
        for path in ("v1/labels", "v1/parcels", "v2/labels", "v2/parcels")
    }
    metrics = (await client.get("/metrics")).text

    assert answers["v1/parcels"] == answers["v1/labels"] == answers["v2/labels"] == [1.5, 0.2]
    assert answers["v2/parcels"] == [1500, 200]
    assert all(f'route="/api/{path}"' in metrics for path in answers)


def test_operation_ids_of_a_new_version_are_unique(versioned: FastAPI) -> None:
    paths = versioned.openapi()["paths"]

    assert paths["/api/v1/labels"]["get"]["operationId"] == "list_labels"
    assert paths["/api/v2/labels"]["get"]["operationId"] == "list_labels_v2"
