"""Group commit: what waits together is settled together, and spoils nothing else."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from app.enums import ItemStatus
from app.pipeline.outcome import Outcome, done
from app.pipeline.writer import Writer
from app.utils.exceptions import UnavailableError
from tests.pipeline.articles import ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Process, Runs

RESULT = ArticleResult(summary="short")


class Recorder:
    """Settles outcomes, records the groups, and fails at first."""

    def __init__(self, process: Process, *errors: Exception) -> None:
        self._process = process
        self._errors = list(errors)
        self.groups: list[int] = []

    async def settle(self, outcomes: Sequence[Outcome]) -> set[int]:
        """Settle outcomes."""
        self.groups.append(len(outcomes))
        if self._errors:
            raise self._errors.pop(0)
        return await self._process.settlement.settle(outcomes)


async def settle_all(writer: Writer, outcomes: Sequence[Outcome]) -> list[Outcome | None]:
    """Settle outcomes concurrently, and return what was stored."""
    serving = asyncio.create_task(writer.serve())
    try:
        return await asyncio.gather(*[writer.put(outcome) for outcome in outcomes])
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def test_outcomes_that_wait_together_are_one_transaction(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(150)
    claims = await process.claim(run, 150)
    recorder = Recorder(process)

    stored = await settle_all(Writer(recorder.settle), [done(each, RESULT) for each in claims])

    assert all(stored)
    assert recorder.groups == [100, 50]
    assert await runs.saved() == 150
    assert (await runs.check_counters(run.id)).done == 150


@pytest.mark.parametrize("summary", [{"no": "text"}, "lone \ud800"])
async def test_a_bad_value_in_a_group_spoils_one(runs: Runs, summary: Any) -> None:
    process = runs.process("a")
    run = await runs.start(100)
    claims = await process.claim(run, 100)
    bad = ArticleResult.model_construct(summary=summary)
    outcomes = [done(each, RESULT) for each in claims]
    outcomes[37] = done(claims[37], bad)

    stored = await settle_all(Writer(process.settlement.settle), outcomes)

    statuses = [each.status for each in stored if each]
    assert statuses.count(ItemStatus.DONE) == 99
    assert statuses[37] is ItemStatus.DEAD
    items = await runs.items(run.id)
    assert (items[37].error_code, await runs.saved()) == ("bad_result", 99)
    assert (await runs.check_counters(run.id)).dead == 1


async def test_outcomes_wait_while_the_database_is_unavailable(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(3)
    claims = await process.claim(run, 3)
    recorder = Recorder(process, UnavailableError("down"), UnavailableError("down"))

    await settle_all(Writer(recorder.settle), [done(each, RESULT) for each in claims])

    assert recorder.groups == [3, 3, 3]
    assert await runs.saved() == 3
    await runs.check_counters(run.id)


async def test_a_lost_item_is_not_stored(runs: Runs) -> None:
    process = runs.process("a")
    run = await runs.start(1)
    [claim] = await process.claim(run, 1)
    await runs.expire_leases()
    await process.leases.reap()

    assert await settle_all(Writer(process.settlement.settle), [done(claim, RESULT)]) == [None]

    async with runs.factory() as session:
        article = await session.get_one(Article, claim.subject_id)
    assert article.summary is None
