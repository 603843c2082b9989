"""Tests of the comparison of contracts, and that the migration notes list every breaking change."""

import json
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts.contract_diff import ROOT, Json, breaking_changes, unlisted_changes

NUMBER = {"type": "string", "minLength": 1, "maxLength": 40}
STATUS = {"type": "string", "enum": ["draft", "sent"]}
CONTRACT: Json = {
    "paths": {
        "/invoices": {
            "get": {
                "parameters": [
                    {"name": "page", "in": "query", "schema": {"type": "integer", "maximum": 9}},
                    {"name": "status", "in": "query", "schema": {"$ref": "#/components/schemas/S"}},
                ],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "array",
                                    "items": {"$ref": "#/components/schemas/Invoice"},
                                }
                            }
                        }
                    }
                },
            },
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Create"}}
                    }
                },
                "responses": {"201": {}},
            },
        }
    },
    "components": {
        "schemas": {
            "S": STATUS,
            "Create": {
                "type": "object",
                "required": ["number"],
                "properties": {
                    "number": NUMBER,
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
            },
            "Invoice": {
                "type": "object",
                "required": ["number", "total"],
                "properties": {
                    "number": NUMBER,
                    "total": {"type": "integer"},
                    "parent": {"$ref": "#/components/schemas/Invoice"},
                },
            },
        }
    },
}
GET, POST = ("paths", "/invoices", "get"), ("paths", "/invoices", "post")
CREATE = ("components", "schemas", "Create")
INVOICE = ("components", "schemas", "Invoice")


def changed(path: tuple[str | int, ...], value: Any) -> Json:
    """Return the contract with another value at this path; `None` removes it."""
    contract = deepcopy(CONTRACT)
    at: Any = contract
    for key in path[:-1]:
        at = at[key]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return contract


@pytest.mark.parametrize(
    ("path", "value", "change"),
    [
        (("paths", "/invoices"), None, "`GET /invoices` was removed"),
        (GET, None, "`GET /invoices` was removed"),
        ((*GET, "parameters", 0), None, "`GET /invoices` no longer has the parameter `page`"),
        (
            (*GET, "parameters", 0, "required"),
            True,
            "`GET /invoices` requires the parameter `page`",
        ),
        ((*GET, "parameters", 0, "schema", "maximum"), 5, "`GET /invoices` `page`: maximum is 5"),
        (
            ("components", "schemas", "S", "enum"),
            ["draft"],
            "`GET /invoices` `status`: no longer accepts 'sent'",
        ),
        ((*POST, "responses"), {"200": {}}, "`POST /invoices` no longer answers 201"),
        (
            (*CREATE, "properties", "number", "enum"),
            ["A1"],
            "`POST /invoices` `body.number`: accepts only ['A1']",
        ),
        (
            (*CREATE, "required"),
            ["number", "note"],
            "`POST /invoices` `body.note`: is required",
        ),
        ((*CREATE, "properties", "note"), None, "`POST /invoices` `body.note` was removed"),
        (
            (*CREATE, "properties", "note"),
            {"type": "string"},
            "`POST /invoices` `body.note`: no longer accepts null",
        ),
        (
            (*CREATE, "properties", "number", "minLength"),
            3,
            "`POST /invoices` `body.number`: minLength is 3",
        ),
        (
            (*CREATE, "properties", "number", "pattern"),
            "^a",
            "`POST /invoices` `body.number`: pattern is '^a'",
        ),
        (
            (*INVOICE, "properties", "total"),
            None,
            "`GET /invoices` `response[].total` was removed",
        ),
        (
            (*INVOICE, "properties", "total", "type"),
            "string",
            "`GET /invoices` `response[].total`: may be string",
        ),
        (
            (*INVOICE, "required"),
            ["number"],
            "`GET /invoices` `response[].total`: may be missing",
        ),
    ],
)
def test_each_kind_of_breaking_change_is_found(
    path: tuple[str | int, ...], value: Any, change: str
) -> None:
    assert change in breaking_changes(CONTRACT, changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("paths", "/notes"), {"get": {}}),
        ((*GET, "parameters", 0, "schema", "maximum"), 90),
        ((*CREATE, "properties", "more"), {"type": "string"}),
        ((*CREATE, "required"), []),
        ((*CREATE, "properties", "number", "maxLength"), 80),
        ((*INVOICE, "properties", "more"), {"type": "string"}),
        ((*GET, "summary"), "List invoices"),
    ],
)
def test_what_clients_do_not_notice_is_no_breaking_change(
    path: tuple[str | int, ...], value: Any
) -> None:
    assert breaking_changes(CONTRACT, changed(path, value)) == []


def test_the_notes_must_list_what_breaks_since_the_last_tag(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
        command = ["git", *who, *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 fixed

    (tmp_path / "docs").mkdir()
    notes = tmp_path / "docs" / "MIGRATION_NOTES.md"
    notes.write_text("# Notes\n\n## Unreleased\n\nNone.\n", encoding="utf-8")
    (tmp_path / "openapi.json").write_text(json.dumps(CONTRACT), encoding="utf-8")
    git("init", "--quiet")
    assert unlisted_changes(tmp_path) == []
    git("add", ".")
    git("commit", "--quiet", "--message", "release")
    git("tag", "v1")

    without = changed((*CREATE, "properties", "note"), None)
    (tmp_path / "openapi.json").write_text(json.dumps(without), encoding="utf-8")
    assert unlisted_changes(tmp_path) == ["`POST /invoices` `body.note` was removed"]

    longer = "# Notes\n\n## Unreleased\n\n- `POST /invoices` `body.note` was removed again\n"
    notes.write_text(longer, encoding="utf-8")
    assert unlisted_changes(tmp_path) == ["`POST /invoices` `body.note` was removed"]

    listed = "# Notes\n\n## Unreleased\n\n- `POST /invoices` `body.note` was removed\n\n## v1\n"
    notes.write_text(listed, encoding="utf-8")
    assert unlisted_changes(tmp_path) == []


def test_the_migration_notes_of_this_project_are_complete() -> None:
    missing = unlisted_changes(ROOT)
    assert missing == [], "add these lines to docs/MIGRATION_NOTES.md, and what clients must change"
