"""Real worker processes: what becomes of items when they are killed, stopped or cut off."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import make_url, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from app.config import Settings
from app.enums import ItemStatus
from app.models.run import Run
from app.pipeline.leases import LOST_CODE
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.proxies import Proxy
from tests.pipeline.real_worker import ENDLESS, POISON, SAVED
from tests.pipeline.runs import Runs
from tests.pipeline.workers import Workers, kill
from tests.pipeline.working import until, until_over


@pytest.fixture
async def workers(settings: Settings) -> AsyncGenerator[Workers]:
    """Yield the workers on the test's database."""
    workers = Workers(settings.database_url)
    yield workers
    await workers.stop_all()


async def until_done(runs: Runs, run: Run, number: int) -> None:
    """Wait until so many items of a run are done."""

    async def are_done() -> bool:
        return (await runs.get(run.id)).done >= number

    await until(are_done)


async def until_holding(runs: Runs, run: Run, worker: Process) -> None:
    """Wait until a worker holds items."""

    async def is_holding() -> bool:
        holders = [item.holder for item in await runs.items(run.id)]
        return any(f":{worker.pid}:" in (holder or "") for holder in holders)

    await until(is_holding)


async def check_saved_once(runs: Runs, run: Run) -> None:
    """Check that each article of a run has been saved exactly once."""
    async with runs.factory() as session:
        summaries = (await session.scalars(select(Article.summary))).all()
    saved = [summary for summary in summaries if summary is not None]
    assert set(saved) == {SAVED}
    assert len(saved) == run.done


async def test_killed_workers_lose_nothing_and_save_nothing_twice(
    runs: Runs, workers: Workers
) -> None:
    await runs.add_articles(300, body="0.03")
    run = await runs.start(batch_size=5)
    running = [await workers.start() for _ in range(2)]

    for number in range(4):
        await until_done(runs, run, 40 * (number + 1))
        killed = number % 2
        await until_holding(runs, run, running[killed])
        kill(running[killed])
        running[killed] = await workers.start()
    run = await until_over(runs, run.id)

    assert (run.done, run.dead) == (300, 0)
    losses = [item.losses for item in await runs.items(run.id)]
    # A worker may have finished its items just before it was killed.
    assert 1 <= sum(losses) <= 20
    assert sum(item.failures for item in await runs.items(run.id)) == 0
    await check_saved_once(runs, run)


async def test_a_poison_item_takes_no_neighbour_with_it(runs: Runs, workers: Workers) -> None:
    await runs.add_articles(60, body="0.01")
    async with runs.factory.begin() as session:
        # Titles are numbered, and the items are in their order.
        titles = (await session.scalars(select(Article.title).order_by(Article.title))).all()
        poison = update(Article).where(Article.title == titles[20])
        await session.execute(poison.values(body=POISON))
    run = await runs.start(batch_size=10)
    deaths = 0

    async def keep_running() -> None:
        nonlocal deaths
        while True:
            worker = await workers.start()
            assert await worker.wait() == -9
            deaths += 1

    keepers = [asyncio.create_task(keep_running()) for _ in range(2)]
    run = await until_over(runs, run.id)
    for keeper in keepers:
        keeper.cancel()
    await asyncio.gather(*keepers, return_exceptions=True)

    assert (run.done, run.dead, deaths) == (59, 1, 2)
    items = await runs.items(run.id)
    [dead] = [item for item in items if item.status is ItemStatus.DEAD]
    assert (dead.error_code, dead.losses, dead.failures) == (LOST_CODE, 2, 0)
    assert {item.losses for item in items if item is not dead} == {0, 1}
    await check_saved_once(runs, run)


async def test_a_stopped_worker_gives_back_what_is_not_finished(
    runs: Runs, workers: Workers
) -> None:
    await runs.add_articles(10, body=ENDLESS)
    run = await runs.start(batch_size=4)
    worker = await workers.start()

    async def are_held() -> bool:
        return sum(item.holder is not None for item in await runs.items(run.id)) == 4

    await until(are_held)
    worker.terminate()

    assert await asyncio.wait_for(worker.wait(), 10) == 0
    items = await runs.items(run.id)
    assert {(item.status, item.holder) for item in items} == {(ItemStatus.OPEN, None)}
    assert sum(item.failures + item.losses for item in items) == 0
    await runs.check_counters(run.id)


async def test_a_stopped_worker_finishes_what_is_in_hand(runs: Runs, workers: Workers) -> None:
    await runs.add_articles(10, body="0.5")
    run = await runs.start(batch_size=4)
    worker = await workers.start(PIPELINE_GRACE_SECONDS="30")

    async def are_held() -> bool:
        return sum(item.holder is not None for item in await runs.items(run.id)) == 4

    await until(are_held)
    worker.terminate()

    assert await asyncio.wait_for(worker.wait(), 10) == 0
    assert (await runs.check_counters(run.id)).done == 4
    await check_saved_once(runs, await runs.get(run.id))


async def test_a_database_that_is_cut_off_burns_no_item(
    runs: Runs, settings: Settings, engine: AsyncEngine
) -> None:
    if engine.dialect.name != "postgresql":
        # SQLite has no connections to cut; the tests of the writer let it fail.
        return
    await runs.add_articles(200, body="0.02")
    run = await runs.start(batch_size=5)
    url = make_url(settings.database_url)
    async with Proxy(url.host or "127.0.0.1", url.port or 5432) as proxy:
        through = url.set(host="127.0.0.1", port=proxy.port)
        workers = Workers(through.render_as_string(hide_password=False))
        await workers.start(PIPELINE_LEASE_SECONDS="30")
        try:
            await until_done(runs, run, 50)
            await proxy.close()
            await asyncio.sleep(1.5)
            await proxy.open()
            run = await until_over(runs, run.id)
        finally:
            await workers.stop_all()

    assert run.done == 200
    items = await runs.items(run.id)
    assert sum(item.failures + item.losses for item in items) == 0
    await check_saved_once(runs, run)
