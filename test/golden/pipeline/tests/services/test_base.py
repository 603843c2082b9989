"""Tests of the base repository, on a table for these tests only."""

from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.schemas.base import ABSENT, RequestSchema, UpdateSchema
from app.services.base import BaseRepository, Filters, Sorts
from app.services.rules import ModelRows
from app.utils.exceptions import (
    ConflictError,
    NotFoundError,
    TransactionAbortedError,
    UnknownReferenceError,
)
from tests.services.shelves import ShelfQuery, Throwaway, ThrowawayShelf


class ShelfCreate(RequestSchema):
    label: str
    height: int = 1
    above_id: UUID | None = None


class ShelfUpdate(UpdateSchema):
    height: int = ABSENT
    above_id: UUID | None = ABSENT


class ShelfRepository(BaseRepository[ThrowawayShelf, ShelfCreate, ShelfUpdate]):
    noun = "shelf"
    filters: ClassVar[Filters] = {"height_from": lambda value: ThrowawayShelf.height >= value}
    sorts: ClassVar[Sorts] = {"label": ThrowawayShelf.label, "height": ThrowawayShelf.height}
    loads = (selectinload(ThrowawayShelf.above),)


shelf_repo = ShelfRepository(ThrowawayShelf)


@pytest.fixture
async def db(session: AsyncSession) -> AsyncSession:
    """Return a session on a database with the table."""
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    return session


async def add(db: AsyncSession, label: str, height: int = 1, above: UUID | None = None) -> UUID:
    """Create a shelf and return its key."""
    payload = ShelfCreate(label=label, height=height, above_id=above)
    return (await shelf_repo.create(db, payload=payload)).id


async def test_a_row_is_found_by_its_key(db: AsyncSession) -> None:
    key = await add(db, "top")

    shelf = await shelf_repo.require(db, key=key)

    assert shelf.label == "top"
    assert await shelf_repo.get(db, key=key) is shelf
    assert await shelf_repo.get(db, key=uuid4()) is None


async def test_the_error_for_a_missing_row_has_its_name(db: AsyncSession) -> None:
    with pytest.raises(NotFoundError, match="shelf not found"):
        await shelf_repo.require(db, key=uuid4())


async def test_a_page_is_filtered_sorted_and_counted(db: AsyncSession) -> None:
    for label, height in (("a", 1), ("b", 3), ("c", 2), ("d", 2)):
        await add(db, label, height)
    query = ShelfQuery(sort="-label", height_from=2, size=2)

    rows, total = await shelf_repo.page(db, query=query)

    assert [row.label for row in rows] == ["d", "c"]
    assert total == 3
    assert await shelf_repo.get_multi(db, query=query) == rows
    assert await shelf_repo.count(db, query=query) == total


async def test_a_page_after_the_last_one_has_the_total(db: AsyncSession) -> None:
    await add(db, "only")

    assert await shelf_repo.page(db, query=ShelfQuery(page=2)) == ([], 1)


async def test_equal_rows_have_a_stable_order(db: AsyncSession) -> None:
    keys = [await add(db, str(number)) for number in range(5)]

    queries = [ShelfQuery(sort="-height", page=page, size=2) for page in (1, 2, 3)]
    pages = [await shelf_repo.get_multi(db, query=query) for query in queries]

    assert [row.id for page in pages for row in page] == sorted(keys)


async def test_an_update_changes_the_given_fields_and_is_flushed(db: AsyncSession) -> None:
    shelf = await shelf_repo.require(db, key=await add(db, "top"))
    before = shelf.updated_at

    await shelf_repo.update(db, row=shelf, payload=ShelfUpdate(height=7))

    assert (shelf.label, shelf.height) == ("top", 7)
    assert shelf.updated_at > before


async def test_a_written_row_has_its_relations_loaded(db: AsyncSession) -> None:
    upper = await shelf_repo.require(db, key=await add(db, "upper"))
    payload = ShelfCreate(label="lower", above_id=upper.id)
    lower = await shelf_repo.create(db, payload=payload)
    assert lower.above is upper

    await shelf_repo.update(db, row=lower, payload=ShelfUpdate(above_id=None))
    assert lower.above is None


async def test_a_taken_value_is_a_conflict(db: AsyncSession) -> None:
    await add(db, "top")

    with pytest.raises(ConflictError):
        await add(db, "top")


async def test_an_unknown_key_is_an_unknown_reference(db: AsyncSession) -> None:
    with pytest.raises(UnknownReferenceError):
        await add(db, "top", above=uuid4())


async def test_a_referenced_row_cannot_be_deleted(db: AsyncSession) -> None:
    upper = await shelf_repo.require(db, key=await add(db, "upper"))
    await add(db, "lower", above=upper.id)

    with pytest.raises(ConflictError):
        await shelf_repo.delete(db, row=upper)


async def test_a_row_that_refers_to_itself_can_be_deleted(db: AsyncSession) -> None:
    shelf = await shelf_repo.require(db, key=await add(db, "top"))
    await shelf_repo.update(db, row=shelf, payload=ShelfUpdate(above_id=shelf.id))

    await shelf_repo.delete(db, row=shelf)

    assert await shelf_repo.get(db, key=shelf.id) is None


async def test_an_update_reads_the_current_row(db: AsyncSession) -> None:
    shelf = await shelf_repo.require(db, key=await add(db, "top", height=2))
    change = update(ThrowawayShelf).values(height=9)
    await db.execute(change.execution_options(synchronize_session=False))

    await shelf_repo.update(db, row=shelf, payload=ShelfUpdate(height=2))

    assert await db.scalar(select(ThrowawayShelf.height)) == 2


async def test_an_update_without_changes_keeps_updated_at(db: AsyncSession) -> None:
    shelf = await shelf_repo.require(db, key=await add(db, "top"))
    before = shelf.updated_at

    await shelf_repo.update(db, row=shelf, payload=ShelfUpdate(height=1))

    assert shelf.updated_at == before


async def test_a_row_that_another_request_deleted_is_not_found(db: AsyncSession) -> None:
    shelf = await shelf_repo.require(db, key=await add(db, "top"))
    behind_its_back = delete(ThrowawayShelf).execution_options(synchronize_session=False)
    await db.execute(behind_its_back)

    with pytest.raises(NotFoundError):
        await shelf_repo.update(db, row=shelf, payload=ShelfUpdate(height=2))
    with pytest.raises(TransactionAbortedError):
        await shelf_repo.write(db, row=shelf, values={"height": 3})


async def test_a_row_is_deleted_once(db: AsyncSession) -> None:
    shelf = await shelf_repo.require(db, key=await add(db, "top"))
    await shelf_repo.delete(db, row=shelf)

    with pytest.raises(TransactionAbortedError):
        await shelf_repo.delete(db, row=shelf)


async def test_the_transaction_goes_on_after_a_conflict_in_a_savepoint(db: AsyncSession) -> None:
    rows = ModelRows(db, ThrowawayShelf)
    await rows.add(ThrowawayShelf(label="top"))

    with pytest.raises(ConflictError):
        await rows.add(ThrowawayShelf(label="top"), in_savepoint=True)

    assert await rows.get_by("label", "top") is not None


async def test_a_violated_check_is_not_a_client_error(db: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await add(db, "top", height=-1)
