"""A runner of tests, with their own work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.clients.llm.budget import MemoryUsage, TokenBudget
from app.clients.llm.client import FallbackClient
from app.clients.tools import Tools
from app.config import Settings
from app.enums import RunStatus
from app.models.run import Run
from app.pipeline.assembly import create_runner
from app.pipeline.definition import Pipeline
from app.pipeline.runner import Runner
from tests.pipeline.articles import ARTICLES
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs

ENOUGH_SECONDS = 60
# Short intervals, so that tests need not wait.
IMPATIENT: dict[str, Any] = {
    "pipeline_lease_seconds": 60.0,
    "pipeline_poll_seconds": 0.05,
    "pipeline_backoff_seconds": 0.01,
    "pipeline_grace_seconds": 30.0,
}
OVER = {RunStatus.DONE, RunStatus.CANCELLED}

Work = Callable[[Article, Tools], Awaitable[Any]]


def no_model() -> Tools:
    """Return tools whose client has no provider: work of tests needs none."""
    budget = TokenBudget(MemoryUsage(), limit=1, account_limit=1, window_seconds=60)
    return Tools(FallbackClient([], budget))


def make_runner(runs: Runs, settings: Settings, work: Work, **changes: Any) -> Runner:
    """Return a runner whose only pipeline does this work."""
    pipeline: Pipeline[Any, Any] = replace(ARTICLES, process=work)
    settings = settings.model_copy(update=IMPATIENT | changes)
    return create_runner(runs.factory, {"articles": pipeline}, no_model(), settings)


@asynccontextmanager
async def working(
    runs: Runs, settings: Settings, work: Work, **changes: Any
) -> AsyncIterator[Runner]:
    """Run a runner within the block, and stop it gently at the end."""
    runner = make_runner(runs, settings, work, **changes)
    task = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        runner.stop()
        await task


async def until(check: Callable[[], Awaitable[bool]]) -> None:
    """Poll the database until a check succeeds."""
    async with asyncio.timeout(ENOUGH_SECONDS):
        while not await check():  # noqa: ASYNC110 - the event is in the database
            await asyncio.sleep(0.02)


async def until_over(runs: Runs, run_id: UUID) -> Run:
    """Wait until a run is finished, check its counters and return it."""

    async def is_over() -> bool:
        return (await runs.get(run_id)).status in OVER

    await until(is_over)
    return await runs.check_counters(run_id)
