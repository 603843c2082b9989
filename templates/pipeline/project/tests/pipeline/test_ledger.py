"""Claims and leases: of many processes, one gets an item."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from app.enums import ItemStatus, RunStatus
from app.models.run import Run
from app.pipeline.due import DueRun
from app.pipeline.leases import LOST, LOST_CODE
from app.pipeline.outcome import cancelled, dead, done, postponed, retried
from app.services.run_items import add_items, reopen_dead_items
from app.utils.exceptions import TransactionAbortedError
from tests.pipeline.articles import ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs

RESULT = ArticleResult(summary="short")


async def test_two_processes_never_claim_the_same_item(runs: Runs) -> None:
    run = await runs.start(40)
    processes = [runs.process(f"process-{number}") for number in range(4)]

    claimed = await asyncio.gather(
        *[process.claim(run, 4) for process in processes for _ in range(4)]
    )

    items = Counter(claim.item_id for claims in claimed for claim in claims)
    assert set(items.values()) == {1}
    # PostgreSQL skips rows that are locked at the moment, so that a claim may find fewer.
    rest = [claim for _ in range(20) for claim in await processes[0].claim(run, 10)]
    assert len(items) + len(rest) == 40


async def test_items_are_claimed_in_the_order_of_the_selection(runs: Runs) -> None:
    run = await runs.start(5)
    first, second = [await runs.process("a").claim(run, 3) for _ in range(2)]

    expected = [item.id for item in await runs.items(run.id)]
    assert [claim.item_id for claim in (*first, *second)] == expected


async def test_only_runs_with_due_items_are_offered(runs: Runs) -> None:
    process = runs.process("a")
    first, second, third = [await runs.start(2) for _ in range(3)]
    await process.claim(second, 2)
    offered: list[UUID] = []

    def note(due: Sequence[DueRun]) -> dict[DueRun, int]:
        offered.extend(each.id for each in due)
        return {}

    assert await process.ledger.take(["articles"], note, but=[third.id]) == []
    assert await process.ledger.take(["other"], note) == []
    assert await process.ledger.take(["articles"], note, suspects=True) == []
    assert offered == [first.id]


async def test_nothing_is_claimed_from_a_paused_run(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(3)
    await runs.set(run.id, RunStatus.PAUSED)

    assert await process.claim(run, 3) == []


async def test_a_row_is_in_one_open_run_only(runs: Runs) -> None:
    first = await runs.start(3)
    second = await runs.start(2)

    assert (first.total, second.total) == (3, 2)
    [claim, *_] = await runs.process("a").claim(first, 3)
    await runs.process("a").settlement.settle([done(claim, RESULT)])
    third = await runs.start()
    assert third.total == 1


async def test_a_settled_item_has_its_result_and_counts(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(5)
    first, second, third, fourth, fifth = await process.claim(run, 5)
    outcomes = [
        done(first, RESULT),
        dead(second, "code", "lone \ud800, NUL \0 and length" + "x" * 1000),
        cancelled(third),
        retried(fourth, "busy", "again", 60),
        postponed(fifth, "released"),
    ]

    kept = await process.settlement.settle(outcomes)

    assert len(kept) == 5
    items = await runs.items(run.id)
    assert [item.status for item in items] == [
        *(ItemStatus.DONE, ItemStatus.DEAD, ItemStatus.CANCELLED, ItemStatus.OPEN, ItemStatus.OPEN)
    ]
    assert [item.failures for item in items] == [0, 1, 0, 1, 0]
    assert {item.holder for item in items} == {None}
    assert len(items[1].error or "") == 500
    assert await runs.saved() == 1
    assert (await runs.check_counters(run.id)).status is RunStatus.RUNNING
    # Only the released item is due.
    assert [each.item_id for each in await process.claim(run, 5)] == [fifth.item_id]


async def test_the_last_item_finishes_the_run(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(2)
    claims = await process.claim(run, 2)

    await process.settlement.settle([done(claim, RESULT) for claim in claims])

    assert (await runs.check_counters(run.id)).status is RunStatus.DONE


async def test_the_fence_refuses_the_result_of_a_process_that_lost_its_item(runs: Runs) -> None:
    slow, quick = runs.process("slow"), runs.process("quick")
    run = await runs.start(2)
    lost, kept = await slow.claim(run, 2)
    await runs.expire_leases(id=lost.item_id)
    await quick.leases.reap()
    [again] = await quick.claim(run, 1, suspects=True)

    settled = await slow.settlement.settle(
        [done(lost, ArticleResult(summary="late")), done(kept, RESULT)]
    )

    assert settled == {kept.item_id}
    assert (again.item_id, again.claims) == (lost.item_id, lost.claims + 1)
    assert await runs.saved() == 1
    await quick.settlement.settle([done(again, RESULT)])
    assert await slow.settlement.settle([dead(lost, "late", "late")]) == set()
    assert (await runs.check_counters(run.id)).done == 2


async def test_the_fence_refuses_an_earlier_claim_of_the_same_process(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(1)
    [first] = await process.claim(run, 1)
    await runs.expire_leases()
    await process.leases.reap()
    [second] = await process.claim(run, 1, suspects=True)

    assert await process.settlement.settle([done(first, RESULT)]) == set()
    assert await process.leases.beat([first, second]) == {second.item_id}


async def test_a_heartbeat_renews_leases_and_tells_what_is_lost(runs: Runs) -> None:
    process, other = runs.process("a"), runs.process("b")
    run = await runs.start(3)
    first, second, third = await process.claim(run, 3)
    await runs.expire_leases()
    assert await process.leases.beat([first]) == {first.item_id}
    assert await other.leases.are_expired()
    await process.settlement.settle([done(third, RESULT)])

    assert await other.leases.reap() == {"articles": 1}

    assert not await other.leases.are_expired()
    assert await process.leases.beat([first, second, third]) == {first.item_id}
    assert await other.leases.beat([first]) == set()


async def test_a_suspect_is_dead_when_it_is_lost_again(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(1)
    await process.claim(run, 1)
    await runs.expire_leases()
    await process.leases.reap()

    assert await process.claim(run, 1) == []
    [claim] = await process.claim(run, 1, suspects=True)
    assert claim.is_suspect
    await runs.expire_leases()
    await process.leases.reap()

    [item] = await runs.items(run.id)
    assert (item.status, item.error_code, item.error) == (ItemStatus.DEAD, LOST_CODE, LOST)
    assert (item.failures, item.losses) == (0, 2)
    assert (await runs.check_counters(run.id)).dead == 1


async def test_claims_have_their_rows(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(2)
    first = (await runs.items(run.id))[0].subject_id
    async with runs.factory.begin() as session:
        await session.execute(delete(Article).where(Article.id == first))

    gone, found = await process.take(run, 2)

    assert gone.row is None
    assert isinstance(found.row, Article)
    assert (found.row.id, found.row.body, found.batch_size) == (found.claim.subject_id, "text", 10)


async def test_the_item_of_a_deleted_row_is_cancelled(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(2)
    claims = await process.claim(run, 2)
    async with runs.factory.begin() as session:
        await session.execute(delete(Article).where(Article.id == claims[0].subject_id))

    await process.settlement.settle([done(claim, RESULT) for claim in claims])

    gone, saved = await runs.items(run.id)
    assert (gone.status, gone.error_code) == (ItemStatus.CANCELLED, "gone")
    assert (saved.status, saved.error_code) == (ItemStatus.DONE, None)
    await runs.check_counters(run.id)


async def test_old_runs_are_deleted(runs: Runs) -> None:
    process = runs.process("a")
    old = await runs.start(2)
    claims = await process.claim(old, 2)
    await process.settlement.settle([cancelled(claim) for claim in claims])
    kept = await runs.start()

    await process.sweeper.clean(keep_seconds=3600)
    assert len(await runs.items(old.id)) == 2
    await process.sweeper.clean(keep_seconds=-1)

    assert await runs.items(old.id) == []
    assert (await runs.get(kept.id)).total == 2


async def test_a_retry_and_a_start_at_the_same_time_open_a_row_once(runs: Runs) -> None:
    process = runs.process("a")
    first = await runs.start(1)
    [claim] = await process.claim(first, 1)
    await process.settlement.settle([dead(claim, "code", "failed")])
    second = Run(pipeline="articles", batch_size=10, max_retries=3, selection={})

    async def retry() -> int:
        async with runs.factory.begin() as session:
            return await reopen_dead_items(session, first.id)

    async with runs.factory.begin() as session:
        session.add(second)
        await session.flush()
        assert await add_items(session, second, select(Article.id)) == 1
        retrying = asyncio.create_task(retry())
        # It waits for this transaction: for the index on PostgreSQL, for the file on SQLite.
        await asyncio.wait([retrying], timeout=0.2)
        assert not retrying.done()
    try:
        reopened = await retrying
    except TransactionAbortedError:
        reopened = await retry()

    assert reopened == 0
    assert (await runs.check_counters(first.id)).dead == 1
    assert (await runs.check_counters(second.id)).total == 1
