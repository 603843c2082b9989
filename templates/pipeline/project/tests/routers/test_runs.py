"""Runs over HTTP, on a table of the tests; no runner works on them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.enums import ItemStatus, RunStatus
from app.models.run import Run
from app.models.run_item import RunItem
from app.pipeline.embedded import do_nothing
from app.schemas.run import RunOptions, RunResponse
from app.services.run import RunService
from app.utils.exceptions import UnknownReferenceError
from tests.pipeline.articles import ARTICLES, ArticleProcessRequest
from tests.pipeline.articles import ThrowawayArticle as Article


@pytest.fixture(autouse=True)
async def table(connection: AsyncConnection) -> None:
    """Create the table of articles in the transaction of the test, with one row."""
    await connection.run_sync(Article.metadata.create_all)
    await connection.execute(insert(Article).values(id=uuid4(), title="First", body="text"))


async def start(app: FastAPI, **request: Any) -> RunResponse:
    """Start a run and return it."""
    async with app.state.session_factory() as session:
        service = RunService(session, wake=do_nothing)
        selected = ArticleProcessRequest.model_validate(request)
        return await service.start(ARTICLES, selected, RunOptions())


async def kill_items(app: FastAPI, run_id: UUID) -> None:
    """Make all items of a run dead."""
    async with app.state.session_factory() as session:
        failed = update(RunItem).where(RunItem.run_id == run_id)
        await session.execute(failed.values(status=ItemStatus.DEAD, error="No response."))
        over = update(Run).where(Run.id == run_id)
        await session.execute(over.values(status=RunStatus.DONE, dead=Run.total))
        await session.commit()


async def test_a_run_has_its_options_and_progress(client: AsyncClient, app: FastAPI) -> None:
    started = await start(app)

    response = await client.get(f"/runs/{started.id}")

    run = response.json()["data"]
    assert (run["status"], run["total"], run["open"], run["skipped"]) == ("running", 1, 1, 0)
    assert (run["batch_size"], run["max_retries"], run["eta_seconds"]) == (10, 3, None)


async def test_a_row_is_in_one_open_run_only(app: FastAPI) -> None:
    first, second = await start(app), await start(app)

    assert (first.total, second.total, second.skipped) == (1, 0, 1)
    assert second.status is RunStatus.DONE


async def test_an_unknown_id_starts_no_run(client: AsyncClient, app: FastAPI) -> None:
    with pytest.raises(UnknownReferenceError):
        await start(app, ids=[uuid4()])

    assert (await client.get("/runs")).json()["data"]["total"] == 0


async def test_transitions(client: AsyncClient, app: FastAPI) -> None:
    url = f"/runs/{(await start(app)).id}"
    steps = [
        ("pause", 200, "paused"),
        ("pause", 200, "paused"),
        ("resume", 200, "running"),
        ("resume", 200, "running"),
        ("retry", 409, "running"),
        ("cancel", 200, "cancelled"),
        ("cancel", 200, "cancelled"),
        ("pause", 409, "cancelled"),
        ("resume", 409, "cancelled"),
        ("retry", 409, "cancelled"),
    ]
    for step, code, status in steps:
        assert (await client.post(f"{url}/{step}")).status_code == code, step
        assert (await client.get(url)).json()["data"]["status"] == status, step
    cancelled = (await client.get(url)).json()["data"]
    assert (cancelled["cancelled"], cancelled["open"]) == (1, 0)


async def test_a_done_run_can_only_be_retried(client: AsyncClient, app: FastAPI) -> None:
    run = await start(app)
    url = f"/runs/{run.id}"
    await kill_items(app, run.id)

    for step in ("pause", "resume", "cancel"):
        assert (await client.post(f"{url}/{step}")).status_code == 409
    dead = (await client.get(f"{url}/items", params={"status": "dead"})).json()["data"]
    response = await client.post(f"{url}/retry")

    assert (dead["total"], dead["items"][0]["error"]) == (1, "No response.")
    retried = response.json()["data"]
    assert (retried["status"], retried["dead"], retried["open"]) == ("running", 0, 1)
    assert retried["finished_at"] is None
    assert (await client.post(f"{url}/retry")).status_code == 409


async def test_a_row_in_another_run_is_not_retried(client: AsyncClient, app: FastAPI) -> None:
    first = await start(app)
    await kill_items(app, first.id)
    second = await start(app)

    assert second.total == 1
    assert (await client.post(f"/runs/{first.id}/retry")).status_code == 409


@pytest.mark.parametrize("path", ["", "/items", "/events"])
async def test_an_unknown_run_returns_404(client: AsyncClient, path: str) -> None:
    assert (await client.get(f"/runs/{uuid4()}{path}")).status_code == 404


@pytest.mark.parametrize("step", ["pause", "resume", "cancel", "retry"])
async def test_an_unknown_run_cannot_change(client: AsyncClient, step: str) -> None:
    assert (await client.post(f"/runs/{uuid4()}/{step}")).status_code == 404


async def test_runs_are_listed(client: AsyncClient, app: FastAPI) -> None:
    runs = [str((await start(app, ids=[])).id) for _ in range(3)]

    page = (await client.get("/runs", params={"size": 2})).json()["data"]
    none = (await client.get("/runs", params={"status": "running"})).json()["data"]
    other = (await client.get("/runs", params={"pipeline": "other"})).json()["data"]

    assert [item["id"] for item in page["items"]] == runs[:0:-1]
    assert (page["total"], page["pages"], none["total"], other["total"]) == (3, 2, 0, 0)


async def test_events_end_with_the_run(client: AsyncClient, app: FastAPI) -> None:
    run = await start(app, ids=[])

    response = await client.get(f"/runs/{run.id}/events")

    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.text.count("event: run") == 1
    assert f'"id":"{run.id}"' in response.text
