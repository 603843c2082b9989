"""The runner in processes of the application, on one database."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.config import Settings
from tests.pipeline.runs import Runs
from tests.pipeline.working import until_over
from tests.processes import served

ARTICLES = 60
ENOUGH_SECONDS = 60


@pytest.fixture
async def servers(
    settings: Settings, tmp_path: Path
) -> AsyncGenerator[tuple[httpx2.AsyncClient, httpx2.AsyncClient]]:
    """Yield clients of two processes of the application."""
    given = {"DATABASE_URL": settings.database_url, "PIPELINE_POLL_SECONDS": "0.1"}
    async with AsyncExitStack() as stack:
        first, second = [
            await stack.enter_async_context(
                served("tests.pipeline.real_app:create_app", tmp_path / f"{number}.sock", given)
            )
            for number in range(2)
        ]
        yield first, second


async def events_of(client: httpx2.AsyncClient, url: str) -> list[dict[str, Any]]:
    """Return the snapshots of a run, once it is over."""
    async with asyncio.timeout(ENOUGH_SECONDS), client.sse(f"{url}/events") as events:
        return [json.loads(event.data) async for event in events]


async def test_two_processes_work_on_a_run(
    runs: Runs, servers: tuple[httpx2.AsyncClient, httpx2.AsyncClient]
) -> None:
    first, second = servers
    run = await runs.start(ARTICLES, batch_size=5)

    snapshots = await events_of(second, f"/runs/{run.id}")

    done = [snapshot["done"] for snapshot in snapshots]
    assert done == sorted(done)
    assert (snapshots[-1]["status"], done[-1]) == ("done", ARTICLES)
    assert (await until_over(runs, run.id)).done == await runs.saved() == ARTICLES
    metrics = (await first.get("/metrics")).text + (await second.get("/metrics")).text
    assert 'pipeline_items_total{outcome="done",pipeline="articles"}' in metrics


async def test_a_run_is_cancelled_by_any_process(
    runs: Runs, servers: tuple[httpx2.AsyncClient, httpx2.AsyncClient]
) -> None:
    run = await runs.start(ARTICLES, batch_size=1)

    responses = [await client.post(f"/runs/{run.id}/cancel") for client in servers]

    # A run that was done before cannot be cancelled any more.
    assert {response.status_code for response in responses} <= {200, 409}
    run = await until_over(runs, run.id)
    assert run.done + run.cancelled == ARTICLES
