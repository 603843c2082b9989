"""The unit of work: callbacks run after a commit, and only then."""

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.repositories.unit_of_work import JoinedUnitOfWork, SqlUnitOfWork


@pytest.fixture
def done() -> list[str]:
    """Return the list that callbacks record their calls in."""
    return []


async def note(done: list[str], text: str) -> None:
    """Record the call of a callback."""
    done.append(text)


async def fail() -> None:
    raise RuntimeError("a secret in a message")


async def test_callbacks_run_once_and_in_order_after_the_commit(
    session: AsyncSession, done: list[str]
) -> None:
    unit_of_work = SqlUnitOfWork(session)
    for name in ("first", "second"):
        unit_of_work.after_commit(partial(note, done, name))
    assert done == []

    await unit_of_work.commit()
    await unit_of_work.commit()

    assert done == ["first", "second"]


async def test_units_of_one_session_share_callbacks(session: AsyncSession, done: list[str]) -> None:
    SqlUnitOfWork(session).after_commit(partial(note, done, "told"))

    await SqlUnitOfWork(session).commit()

    assert done == ["told"]


async def test_a_rollback_discards_callbacks(session: AsyncSession, done: list[str]) -> None:
    unit_of_work = SqlUnitOfWork(session)
    await session.execute(text("SELECT 1"))
    unit_of_work.after_commit(partial(note, done, "never"))

    await session.rollback()
    unit_of_work.after_commit(partial(note, done, "later"))
    await unit_of_work.commit()

    assert done == ["later"]


async def test_a_callback_that_fails_is_logged_and_others_still_run(
    session: AsyncSession, done: list[str]
) -> None:
    unit_of_work = SqlUnitOfWork(session)
    unit_of_work.after_commit(fail)
    unit_of_work.after_commit(partial(note, done, "told"))

    with capture_logs() as logs:
        await unit_of_work.commit()

    assert done == ["told"]
    assert logs == [
        {"event": "after commit failed", "error": "RuntimeError", "log_level": "warning"}
    ]


@pytest.mark.parametrize("kind", [SqlUnitOfWork, JoinedUnitOfWork])
async def test_a_released_unit_has_no_connection_and_keeps_its_callbacks(
    session: AsyncSession, done: list[str], kind: type[SqlUnitOfWork]
) -> None:
    unit_of_work = kind(session)
    unit_of_work.after_commit(partial(note, done, "told"))
    await session.execute(text("SELECT 1"))

    await unit_of_work.release()
    assert not session.in_transaction()
    assert done == []
    await SqlUnitOfWork(session).commit()

    assert done == ["told"]


async def test_a_joined_unit_waits_for_the_outer_commit(
    session: AsyncSession, done: list[str]
) -> None:
    joined = JoinedUnitOfWork(session)
    joined.after_commit(partial(note, done, "told"))

    await joined.commit()
    assert done == []
    await SqlUnitOfWork(session).commit()

    assert done == ["told"]
