"""All rows of a table, in batches."""

from typing import ClassVar

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.base import utc_now
from app.repositories.base import Filters, Repository, Sorts
from app.repositories.batches import Batches
from tests.repositories.shelves import Throwaway, ThrowawayShelf


class ShelfRepository(Repository[ThrowawayShelf]):
    model = ThrowawayShelf
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (2, [2]), (5, [2, 2, 1])])
async def test_every_row_is_read_once_in_batches(
    session: AsyncSession, count: int, sizes: list[int]
) -> None:
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    # Some with the same datetime: a batch may end between them.
    moments = [utc_now()] * 3 + [utc_now(), utc_now()]
    shelves = [
        await ShelfRepository(session).add(ThrowawayShelf(label=str(n), created_at=moments[n]))
        for n in range(count)
    ]

    batches = [batch async for batch in Batches(ShelfRepository, session, size=2).read()]

    assert [len(batch) for batch in batches] == sizes
    read = [shelf for batch in batches for shelf in batch]
    assert read == sorted(shelves, key=lambda shelf: (shelf.created_at, shelf.id))
