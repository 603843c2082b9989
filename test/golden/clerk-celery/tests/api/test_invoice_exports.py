"""Exports of invoices, from the request to the result."""

import csv
import io
import json
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.factories.invoice import create_invoice
from tests.jobs.workers import work_off_all

URL = "/invoices/exports"


async def export(app: FastAPI, client: AsyncClient, **body: Any) -> dict[str, Any]:
    """Request an export, run its job, and return the result."""
    accepted = await client.post(URL, json=body)
    assert accepted.status_code == 202, accepted.text
    await work_off_all(app)
    job = (await client.get(accepted.headers["location"])).json()
    assert (job["id"], job["status"]) == (accepted.json()["id"], "succeeded"), job
    result: dict[str, Any] = job["result"]
    return result


async def test_a_request_without_login_is_401(visitor: AsyncClient) -> None:
    assert (await visitor.post(URL, json={})).status_code == 401


async def test_an_export_has_every_row(app: FastAPI, client: AsyncClient) -> None:
    created = [await create_invoice(client) for _ in range(2)]

    result = await export(app, client)

    rows = list(csv.DictReader(io.StringIO(result["content"], newline="")))
    assert [row["id"] for row in rows] == [each["id"] for each in created]
    assert list(rows[0]) == list(created[0])
    assert (result["rows"], result["truncated"]) == (2, False)


async def test_json_lines_have_the_response_fields(app: FastAPI, client: AsyncClient) -> None:
    created = await create_invoice(client)

    result = await export(app, client, format="jsonl")

    assert [json.loads(line) for line in result["content"].splitlines()] == [created]


@pytest.mark.parametrize("body", [{"format": "xlsx"}, {"no_such_field": 1}])
async def test_an_unknown_format_is_refused(client: AsyncClient, body: dict[str, Any]) -> None:
    assert (await client.post(URL, json=body)).status_code == 422
