"""The heartbeat of a process: what it notices."""

import asyncio
import time

from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from app.clients.tools import Tools
from app.config import Settings
from tests.pipeline.articles import ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs
from tests.pipeline.working import until_over, working

BLOCKED_SECONDS = 1.3


async def test_work_that_blocks_the_event_loop_is_logged(runs: Runs, settings: Settings) -> None:
    run = await runs.start(1)

    async def block(article: Article, _tools: Tools) -> ArticleResult:
        end = time.monotonic() + BLOCKED_SECONDS
        while time.monotonic() < end:
            pass
        return ArticleResult(summary=article.title)

    with capture_logs() as logs:
        async with working(runs, settings, block):
            run = await until_over(runs, run.id)

    assert run.done == 1
    assert [entry["event"] for entry in logs if "blocked" in entry["event"]] == [
        "event loop blocked"
    ]


async def test_work_on_an_item_that_another_process_has_is_stopped(
    runs: Runs, settings: Settings
) -> None:
    run = await runs.start(1)
    other = runs.process("other")
    begun, cancelled = asyncio.Event(), asyncio.Event()
    calls = 0

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        nonlocal calls
        calls += 1
        if calls == 1:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work, pipeline_lease_seconds=1.0):
        await begun.wait()
        await runs.expire_leases()
        await other.leases.reap()
        await asyncio.wait_for(cancelled.wait(), 10)
        run = await until_over(runs, run.id)

    [item] = await runs.items(run.id)
    assert (run.done, calls, item.claims, item.losses, item.failures) == (1, 2, 2, 1, 0)


async def test_leases_are_renewed_during_long_work(runs: Runs, settings: Settings) -> None:
    run = await runs.start(1)

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        # Longer than the lease.
        await asyncio.sleep(1.5)
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work, pipeline_lease_seconds=1.0):
        run = await until_over(runs, run.id)

    [item] = await runs.items(run.id)
    assert (run.done, item.claims, item.losses) == (1, 1, 0)


async def test_open_items_are_a_metric(runs: Runs, settings: Settings) -> None:
    await runs.start(7, pipeline="articles")
    begun = asyncio.Event()

    async def endless(_article: Article, _tools: Tools) -> ArticleResult:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    def open_items() -> float | None:
        return REGISTRY.get_sample_value("pipeline_open_items", {"pipeline": "articles"})

    changes = {"pipeline_lease_seconds": 1.0, "pipeline_grace_seconds": 0.0}
    async with working(runs, settings, endless, **changes), asyncio.timeout(10):
        await begun.wait()
        while open_items() != 7:  # noqa: ASYNC110 - metrics have no event
            await asyncio.sleep(0.02)
