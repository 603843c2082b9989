"""The work on runs in one process."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import delete

from app.clients.breaker import CircuitBreaker
from app.clients.errors import ClientError
from app.clients.resilience import Resilience
from app.clients.tools import Tools
from app.config import Settings
from app.enums import ItemStatus, RunStatus
from app.utils.exceptions import ConflictError
from app.utils.retryable import RetryableError
from tests.pipeline.articles import ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs
from tests.pipeline.working import until, until_over, working


def unchecked(**values: Any) -> ArticleResult:
    """Return a result that was not validated."""
    return ArticleResult.model_construct(None, **values)


async def summarize(article: Article, tools: Tools) -> ArticleResult:
    """Return the title as the summary."""
    assert tools.key.endswith(f":{article.id}")
    return ArticleResult(summary=article.title)


async def test_all_items_are_processed_and_saved(runs: Runs, settings: Settings) -> None:
    run = await runs.start(120, batch_size=20)

    async with working(runs, settings, summarize):
        run = await until_over(runs, run.id)

    assert (run.status, run.done, await runs.saved()) == (RunStatus.DONE, 120, 120)


async def test_at_most_batch_size_items_are_in_hand(runs: Runs, settings: Settings) -> None:
    run = await runs.start(30, batch_size=7)
    running = most = 0
    slow = asyncio.Event()

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 7:
            slow.set()
        await slow.wait()
        running -= 1
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work):
        await until_over(runs, run.id)

    assert most == 7


async def test_a_slow_item_delays_no_other(runs: Runs, settings: Settings) -> None:
    run = await runs.start(20, batch_size=4)
    others = 0
    all_others = asyncio.Event()

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        nonlocal others
        if article.title == first:
            await all_others.wait()
        else:
            others += 1
            if others == 19:
                all_others.set()
        return ArticleResult(summary=article.title)

    first = await title_of_first(runs, run.id)
    async with working(runs, settings, work):
        run = await until_over(runs, run.id)

    assert run.done == 20


async def title_of_first(runs: Runs, run_id: Any) -> str:
    """Return the title of the first article of a run."""
    item = (await runs.items(run_id))[0]
    async with runs.factory() as session:
        return (await session.get_one(Article, item.subject_id)).title


@pytest.mark.parametrize(
    ("error", "calls", "code"),
    [
        (RetryableError("Later."), 3, "unavailable"),
        (ClientError("status 503", transient=True), 3, "client_error"),
        (ClientError("status 400"), 1, "client_error"),
        (ConflictError("Taken."), 1, "conflict"),
        (RuntimeError("private"), 1, "unexpected"),
        (SystemExit(3), 1, "unexpected"),
        (asyncio.CancelledError("its own"), 1, "unexpected"),
    ],
)
async def test_failures_are_recorded(
    runs: Runs, settings: Settings, error: BaseException, calls: int, code: str
) -> None:
    run = await runs.start(2, max_retries=2)
    called: Counter[str] = Counter()
    first = await title_of_first(runs, run.id)

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        called[article.title] += 1
        if article.title == first:
            raise error
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work):
        run = await until_over(runs, run.id)

    item = (await runs.items(run.id))[0]
    assert (run.done, run.dead, called[first]) == (1, 1, calls)
    assert (item.status, item.error_code, item.failures) == (ItemStatus.DEAD, code, calls)
    assert "private" not in (item.error or "")


@pytest.mark.parametrize(
    "result",
    [
        None,
        "text",
        unchecked(summary="lone \ud800"),
        unchecked(summary=float("nan")),
        unchecked(summary="x" * 100_001),
        unchecked(summary="NUL \0"),
        unchecked(),
    ],
    ids=["none", "type", "surrogate", "nan", "length", "nul", "missing"],
)
async def test_a_bad_result_makes_its_item_dead(
    runs: Runs, settings: Settings, result: Any
) -> None:
    run = await runs.start(1)

    async def work(_article: Article, _tools: Tools) -> Any:
        return result

    async with working(runs, settings, work):
        run = await until_over(runs, run.id)

    [item] = await runs.items(run.id)
    assert (item.error_code, item.error) == ("bad_result", "The result is not valid.")
    assert await runs.saved() == 0


async def test_stopping_gives_back_what_is_not_finished(runs: Runs, settings: Settings) -> None:
    run = await runs.start(10, batch_size=4)
    begun = 0
    all_begun = asyncio.Event()

    async def endless(_article: Article, _tools: Tools) -> ArticleResult:
        nonlocal begun
        begun += 1
        if begun == 4:
            all_begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with working(runs, settings, endless, pipeline_grace_seconds=0.0):
        await all_begun.wait()

    items = await runs.items(run.id)
    assert {(each.status, each.holder) for each in items} == {(ItemStatus.OPEN, None)}
    assert sum(each.failures + each.losses for each in items) == 0
    async with working(runs, settings, summarize):
        assert (await until_over(runs, run.id)).done == 10


async def test_a_paused_run_finishes_what_is_in_hand(runs: Runs, settings: Settings) -> None:
    run = await runs.start(10, batch_size=2)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        begun.set()
        await go_on.wait()
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work) as runner:
        await begun.wait()
        await runs.set(run.id, RunStatus.PAUSED)
        go_on.set()

        async def has_settled() -> bool:
            return all(each.holder is None for each in await runs.items(run.id))

        await until(has_settled)
        assert (await runs.check_counters(run.id)).done == 2

        await runs.set(run.id, RunStatus.RUNNING)
        runner.wake()
        assert (await until_over(runs, run.id)).done == 10


async def test_cancelling_stops_what_is_in_hand(runs: Runs, settings: Settings) -> None:
    run = await runs.start(10, batch_size=2)
    begun = asyncio.Event()

    async def endless(_article: Article, _tools: Tools) -> ArticleResult:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with working(runs, settings, endless):
        await begun.wait()
        await runs.set(run.id, RunStatus.CANCELLING)
        run = await until_over(runs, run.id)

    assert (run.status, run.cancelled) == (RunStatus.CANCELLED, 10)


async def test_the_item_of_a_deleted_row_is_cancelled(runs: Runs, settings: Settings) -> None:
    run = await runs.start(3)
    async with runs.factory.begin() as session:
        await session.execute(delete(Article))

    async with working(runs, settings, summarize):
        run = await until_over(runs, run.id)

    assert (run.status, run.cancelled) == (RunStatus.DONE, 3)
    assert {each.error_code for each in await runs.items(run.id)} == {"gone"}


async def test_a_provider_that_is_down_burns_no_item(runs: Runs, settings: Settings) -> None:
    run = await runs.start(60, batch_size=5, max_retries=1)
    breaker = CircuitBreaker("provider", rest_seconds=0.1)
    resilience = Resilience(breaker, attempt_seconds=10, attempts=1)
    calls = 0

    async def call() -> str:
        nonlocal calls
        calls += 1
        if calls <= 12:
            raise ClientError("status 503", transient=True)
        return "answer"

    async def work(_article: Article, _tools: Tools) -> ArticleResult:
        deadline = asyncio.get_running_loop().time() + 60
        return ArticleResult(summary=await resilience.call(call, deadline=deadline))

    async with working(runs, settings, work):
        run = await until_over(runs, run.id)

    assert (run.done, run.dead) == (60, 0)
    # Each failed call is one failure of one item; refused calls are none.
    assert sum(each.failures for each in await runs.items(run.id)) == 12
    assert calls == 72


async def test_a_suspect_runs_alone(runs: Runs, settings: Settings) -> None:
    run = await runs.start(6, batch_size=3)
    process = runs.process("stopped")
    await process.claim(run, 2)
    await runs.expire_leases()
    suspects = {each.id for each in await runs.items(run.id) if each.claims}
    running: set[str] = set()
    neighbours: list[set[str]] = []

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        running.add(article.title)
        await asyncio.sleep(0.02)
        neighbours.append(set(running))
        running.remove(article.title)
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work):
        run = await until_over(runs, run.id)

    items = {each.id: each for each in await runs.items(run.id)}
    assert run.done == 6
    assert {each.id for each in items.values() if each.losses == 1} == suspects
    # The suspects are the last two, and had no neighbour.
    assert [len(each) for each in neighbours[-2:]] == [1, 1]


async def test_a_small_run_does_not_wait_for_a_large_one(runs: Runs, settings: Settings) -> None:
    large = await runs.start(60, batch_size=4)
    small = await runs.start(3, batch_size=4)
    order: list[str] = []

    async def work(article: Article, tools: Tools) -> ArticleResult:
        order.append(tools.key.partition(":")[0])
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work):
        for run in (small, large):
            assert (await until_over(runs, run.id)).done == run.total

    assert order.index(str(small.id)) < 10


async def test_a_suspect_does_not_wait_for_ever(runs: Runs, settings: Settings) -> None:
    run = await runs.start(2000, batch_size=10)
    [lost] = await runs.process("stopped").claim(run, 1)
    await runs.expire_leases()
    running = 0
    neighbours: list[int] = []
    done = asyncio.Event()

    async def work(article: Article, _tools: Tools) -> ArticleResult:
        nonlocal running
        running += 1
        # Of different lengths, so that the window is never empty by chance.
        await asyncio.sleep(0.01 + 0.004 * (int(article.title[-1]) % 7))
        if article.id == lost.subject_id:
            neighbours.append(running)
            done.set()
        running -= 1
        return ArticleResult(summary=article.title)

    async with working(runs, settings, work, pipeline_lease_seconds=1.0):
        await asyncio.wait_for(done.wait(), 60)
        await runs.set(run.id, RunStatus.CANCELLING)
        run = await until_over(runs, run.id)

    assert neighbours == [1]
    # Others had to be left, or it would have been its turn anyway.
    assert run.cancelled > 0
