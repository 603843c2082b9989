"""Tests of the base repository, on a table for these tests only."""

from typing import ClassVar
from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.repositories.base import Filters, Repository, Sorts
from app.repositories.unit_of_work import SqlUnitOfWork
from app.utils.exceptions import ConflictError, TransactionAbortedError, UnknownReferenceError
from tests.repositories.shelves import ShelfQuery, Throwaway, ThrowawayShelf


class ShelfRepository(Repository[ThrowawayShelf]):
    model = ThrowawayShelf
    filters: ClassVar[Filters] = {"height_from": lambda value: ThrowawayShelf.height >= value}
    sorts: ClassVar[Sorts] = {"label": ThrowawayShelf.label, "height": ThrowawayShelf.height}
    loads = (selectinload(ThrowawayShelf.above),)


@pytest.fixture
async def shelves(session: AsyncSession) -> ShelfRepository:
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    return ShelfRepository(session)


async def test_a_row_is_found_by_its_key_and_by_a_unique_value(shelves: ShelfRepository) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))

    assert await shelves.get(shelf.id) is shelf
    assert await shelves.get_by("label", "top") is shelf
    assert list(await shelves.get_many([shelf.id, uuid4()])) == [shelf]
    assert await shelves.get(uuid4()) is None
    assert await shelves.get_by("label", "cellar") is None


async def test_a_page_is_filtered_sorted_and_counted(shelves: ShelfRepository) -> None:
    for label, height in (("a", 1), ("b", 3), ("c", 2), ("d", 2)):
        await shelves.add(ThrowawayShelf(label=label, height=height))

    rows, total = await shelves.page(ShelfQuery(sort="-label", height_from=2, size=2))

    assert [row.label for row in rows] == ["d", "c"]
    assert total == 3


async def test_equal_rows_have_a_stable_order(shelves: ShelfRepository) -> None:
    keys = [(await shelves.add(ThrowawayShelf(label=str(number)))).id for number in range(5)]

    pages = [
        (await shelves.page(ShelfQuery(sort="-height", page=page, size=2)))[0] for page in (1, 2, 3)
    ]

    assert [row.id for page in pages for row in page] == sorted(keys)


async def test_an_update_is_flushed(shelves: ShelfRepository) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))
    before = shelf.updated_at

    await shelves.update(shelf, {"height": 7})

    assert shelf.height == 7
    assert shelf.updated_at > before


async def test_a_written_row_has_its_relations_loaded(shelves: ShelfRepository) -> None:
    upper = await shelves.add(ThrowawayShelf(label="upper"))
    lower = await shelves.add(ThrowawayShelf(label="lower", above_id=upper.id))
    assert lower.above is upper

    await shelves.update(lower, {"above_id": None})
    assert lower.above is None


async def test_a_taken_value_is_a_conflict(shelves: ShelfRepository) -> None:
    await shelves.add(ThrowawayShelf(label="top"))

    with pytest.raises(ConflictError):
        await shelves.add(ThrowawayShelf(label="top"))


async def test_an_unknown_key_is_an_unknown_reference(shelves: ShelfRepository) -> None:
    with pytest.raises(UnknownReferenceError):
        await shelves.add(ThrowawayShelf(label="top", above_id=uuid4()))


async def test_a_referenced_row_cannot_be_deleted(shelves: ShelfRepository) -> None:
    upper = await shelves.add(ThrowawayShelf(label="upper"))
    await shelves.add(ThrowawayShelf(label="lower", above_id=upper.id))

    with pytest.raises(ConflictError):
        await shelves.delete(upper)


async def test_a_row_that_refers_to_itself_can_be_deleted(shelves: ShelfRepository) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))
    await shelves.update(shelf, {"above_id": shelf.id})

    await shelves.delete(shelf)

    assert await shelves.get(shelf.id) is None


async def test_a_locked_row_is_refreshed(shelves: ShelfRepository, session: AsyncSession) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))
    change = update(ThrowawayShelf).values(height=9)
    await session.execute(change.execution_options(synchronize_session=False))

    locked = await shelves.get(shelf.id, for_update=True)

    assert locked is shelf
    assert shelf.height == 9
    assert await shelves.get(uuid4(), for_update=True) is None


async def test_the_transaction_goes_on_after_a_conflict_in_a_savepoint(
    shelves: ShelfRepository,
) -> None:
    await shelves.add(ThrowawayShelf(label="top"))

    with pytest.raises(ConflictError):
        await shelves.add(ThrowawayShelf(label="top"), in_savepoint=True)

    assert await shelves.get_by("label", "top") is not None


async def test_an_update_without_changes_keeps_updated_at(shelves: ShelfRepository) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))
    before = shelf.updated_at

    await shelves.update(shelf, {"label": "top"})

    assert shelf.updated_at == before


async def test_a_row_that_another_request_deleted_aborts_the_transaction(
    shelves: ShelfRepository, session: AsyncSession
) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))
    behind_its_back = delete(ThrowawayShelf).execution_options(synchronize_session=False)
    await session.execute(behind_its_back)

    with pytest.raises(TransactionAbortedError):
        await shelves.update(shelf, {"height": 2})


async def test_a_row_is_deleted_once(shelves: ShelfRepository) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))
    await shelves.delete(shelf)

    with pytest.raises(TransactionAbortedError):
        await shelves.delete(shelf)


async def test_a_violated_check_is_not_a_client_error(shelves: ShelfRepository) -> None:
    with pytest.raises(IntegrityError):
        await shelves.add(ThrowawayShelf(label="top", height=-1))


async def test_a_deleted_row_is_gone(shelves: ShelfRepository, session: AsyncSession) -> None:
    shelf = await shelves.add(ThrowawayShelf(label="top"))

    await shelves.delete(shelf)
    await SqlUnitOfWork(session).commit()

    assert await shelves.get(shelf.id) is None
