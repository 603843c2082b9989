"""Random failures, losses, pauses and cancellations: the counters always equal the items."""

import asyncio
import random

import pytest

from app.clients.errors import CircuitOpenError
from app.clients.tools import Tools
from app.config import Settings
from app.enums import ItemStatus, RunStatus
from app.models.run import Run
from app.utils.retryable import RetryableError
from tests.pipeline.articles import ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs
from tests.pipeline.working import until_over, working

SEEDS = range(4)


async def disturb(runs: Runs, run: Run, rng: random.Random) -> None:
    """Claim items as a process that stops, and pause and resume the run."""
    other = runs.process("other")
    statuses = [RunStatus.PAUSED, RunStatus.RUNNING]
    for _ in range(10):
        await asyncio.sleep(rng.uniform(0, 0.05))
        await other.claim(run, rng.randint(1, 3))
        await runs.expire_leases(holder="other")
        await other.leases.reap()
        if (await runs.get(run.id)).status in statuses:
            await runs.set(run.id, rng.choice(statuses))
        counted = await runs.get(run.id)
        assert counted.done + counted.dead + counted.cancelled <= counted.total
    if (await runs.get(run.id)).status is RunStatus.PAUSED:
        await runs.set(run.id, RunStatus.RUNNING)


@pytest.mark.parametrize("seed", SEEDS)
async def test_counters_equal_the_items(runs: Runs, settings: Settings, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test
    run = await runs.start(80, batch_size=rng.choice([1, 5, 20]), max_retries=rng.randint(1, 5))

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        await asyncio.sleep(rng.uniform(0, 0.01))
        match rng.randrange(12):
            case 0 | 1:
                raise RetryableError("Later.")
            case 2:
                raise ValueError
            case 3:
                raise CircuitOpenError("open", retry_after=0.01)
            case 4:
                return ArticleResult.model_construct(summary="\0")
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work):
        await disturb(runs, run, rng)
        if seed % 2 and (await runs.get(run.id)).status is RunStatus.RUNNING:
            await runs.set(run.id, RunStatus.CANCELLING)
        ended = await until_over(runs, run.id)

    items = await runs.items(run.id)
    assert {item.holder for item in items} == {None}
    assert await runs.saved() == ended.done == sum(item.status is ItemStatus.DONE for item in items)
