"""Tests of the statements that endpoints share, on a table for these tests only."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.utils.exceptions import (
    ConflictError,
    NotFoundError,
    TransactionAbortedError,
    UnknownReferenceError,
)
from app.utils.queries import (
    Filters,
    Sorts,
    delete_row,
    get_or_404,
    insert_row,
    paginate,
    update_row,
)
from app.utils.rows import Rows
from tests.repositories.shelves import ShelfQuery, Throwaway, ThrowawayShelf

FILTERS: Filters = {"height_from": lambda value: ThrowawayShelf.height >= value}
SORTS: Sorts = {"label": ThrowawayShelf.label, "height": ThrowawayShelf.height}
LOADS = (selectinload(ThrowawayShelf.above),)


@pytest.fixture
async def db(session: AsyncSession) -> AsyncSession:
    """Return a session on a database with the table."""
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    return session


async def add(
    db: AsyncSession, label: str, height: int = 1, above: UUID | None = None
) -> ThrowawayShelf:
    """Create a shelf."""
    row = ThrowawayShelf(label=label, height=height, above_id=above)
    return await insert_row(db, row, options=LOADS)


async def page(db: AsyncSession, **asked: Any) -> tuple[list[ThrowawayShelf], int]:
    """Return the rows of a page, and the total."""
    query = ShelfQuery.model_validate(asked)
    rows, total = await paginate(db, ThrowawayShelf, query, filters=FILTERS, sorts=SORTS)
    return list(rows), total


async def test_a_row_is_found_by_its_key_and_by_a_unique_value(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    rows = Rows(db, ThrowawayShelf)

    assert await get_or_404(db, ThrowawayShelf, shelf.id) is shelf
    assert await rows.get(shelf.id) is shelf
    assert await rows.get_by("label", "top") is shelf
    assert list(await rows.get_many([shelf.id, uuid4()])) == [shelf]
    assert await rows.get(uuid4()) is None


async def test_a_missing_row_is_not_found(db: AsyncSession) -> None:
    with pytest.raises(NotFoundError, match="ThrowawayShelf not found"):
        await get_or_404(db, ThrowawayShelf, uuid4())


async def test_a_page_is_filtered_sorted_and_counted(db: AsyncSession) -> None:
    for label, height in (("a", 1), ("b", 3), ("c", 2), ("d", 2)):
        await add(db, label, height)

    rows, total = await page(db, sort="-label", height_from=2, size=2)

    assert [row.label for row in rows] == ["d", "c"]
    assert total == 3


async def test_a_page_after_the_last_one_has_the_total(db: AsyncSession) -> None:
    await add(db, "only")

    assert await page(db, page=2) == ([], 1)


async def test_equal_rows_have_a_stable_order(db: AsyncSession) -> None:
    keys = [(await add(db, str(number))).id for number in range(5)]

    pages = [(await page(db, sort="-height", page=number, size=2))[0] for number in (1, 2, 3)]

    assert [row.id for rows in pages for row in rows] == sorted(keys)


async def test_an_update_sets_the_values_and_is_flushed(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    before = shelf.updated_at

    await update_row(db, shelf, {"height": 7})

    assert await db.scalar(select(ThrowawayShelf.height)) == 7
    assert shelf.updated_at > before


async def test_an_update_without_changes_keeps_updated_at(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    before = shelf.updated_at

    await update_row(db, shelf, {"height": 1})

    assert shelf.updated_at == before


async def test_a_locked_row_is_read_again(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    change = update(ThrowawayShelf).values(height=9)
    await db.execute(change.execution_options(synchronize_session=False))

    await get_or_404(db, ThrowawayShelf, shelf.id, for_update=True)

    assert shelf.height == 9


async def test_a_written_row_has_its_relations_loaded(db: AsyncSession) -> None:
    upper = await add(db, "upper")
    lower = await add(db, "lower", above=upper.id)
    assert lower.above is upper

    await update_row(db, lower, {"above_id": None}, options=LOADS)
    assert lower.above is None


async def test_a_taken_value_is_a_conflict(db: AsyncSession) -> None:
    await add(db, "top")

    with pytest.raises(ConflictError):
        await add(db, "top")


async def test_an_unknown_key_is_an_unknown_reference(db: AsyncSession) -> None:
    with pytest.raises(UnknownReferenceError):
        await add(db, "top", above=uuid4())


async def test_a_violated_check_is_not_a_client_error(db: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await add(db, "top", height=-1)


async def test_the_transaction_goes_on_after_a_conflict_in_a_savepoint(db: AsyncSession) -> None:
    rows = Rows(db, ThrowawayShelf)
    await rows.add(ThrowawayShelf(label="top"))

    with pytest.raises(ConflictError):
        await rows.add(ThrowawayShelf(label="top"), in_savepoint=True)

    assert await rows.get_by("label", "top") is not None


async def test_a_referenced_row_cannot_be_deleted(db: AsyncSession) -> None:
    upper = await add(db, "upper")
    await add(db, "lower", above=upper.id)

    with pytest.raises(ConflictError):
        await delete_row(db, upper)


async def test_a_row_that_refers_to_itself_can_be_deleted(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    await update_row(db, shelf, {"above_id": shelf.id})

    await delete_row(db, shelf)

    assert await Rows(db, ThrowawayShelf).get(shelf.id) is None


async def test_a_row_that_another_request_deleted_aborts_the_transaction(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    behind_its_back = delete(ThrowawayShelf).execution_options(synchronize_session=False)
    await db.execute(behind_its_back)

    with pytest.raises(TransactionAbortedError):
        await update_row(db, shelf, {"height": 3})


async def test_a_row_is_deleted_once(db: AsyncSession) -> None:
    shelf = await add(db, "top")
    await delete_row(db, shelf)

    with pytest.raises(TransactionAbortedError):
        await delete_row(db, shelf)
