"""The engine: transactions behave alike on both databases."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.config import Environment, Settings
from app.utils.database import create_engine, create_session_factory, ping
from app.utils.exceptions import UnavailableError

WRITERS = 10


@pytest.fixture
async def sqlite_engine(tmp_path: Path) -> AsyncGenerator[AsyncEngine]:
    """Yield the engine of a SQLite file with two tables, one of which refers to the other."""
    url = f"sqlite:///{(tmp_path / 'test.db').as_posix()}"
    engine = create_engine(Settings(environment=Environment.TEST, database_url=url, _env_file=None))
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE shelf (id INTEGER PRIMARY KEY)"))
        await connection.execute(text("CREATE TABLE book (shelf_id INTEGER REFERENCES shelf (id))"))
    yield engine
    await engine.dispose()


async def count_shelves(session: AsyncSession) -> int:
    """Return the number of rows."""
    count: int = (await session.execute(text("SELECT count(*) FROM shelf"))).scalar_one()
    return count


async def test_parallel_transactions_that_read_and_then_write_all_succeed(
    sqlite_engine: AsyncEngine,
) -> None:
    open_session = create_session_factory(sqlite_engine)

    async def read_then_write() -> None:
        async with open_session() as session:
            await count_shelves(session)
            await asyncio.sleep(0.01)
            await session.execute(text("INSERT INTO shelf DEFAULT VALUES"))
            await session.commit()

    await asyncio.gather(*(read_then_write() for _ in range(WRITERS)))
    async with open_session() as session:
        assert await count_shelves(session) == WRITERS


async def test_a_savepoint_does_not_commit_its_transaction(sqlite_engine: AsyncEngine) -> None:
    open_session = create_session_factory(sqlite_engine)
    async with open_session() as session:
        async with session.begin_nested():
            await session.execute(text("INSERT INTO shelf DEFAULT VALUES"))
        async with session.begin_nested() as inner:
            await session.execute(text("INSERT INTO shelf DEFAULT VALUES"))
            await inner.rollback()
        assert await count_shelves(session) == 1
        await session.rollback()
    async with open_session() as session:
        assert await count_shelves(session) == 0


async def test_foreign_keys_are_enforced(sqlite_engine: AsyncEngine) -> None:
    async with create_session_factory(sqlite_engine)() as session:
        with pytest.raises(IntegrityError):
            await session.execute(text("INSERT INTO book VALUES (1)"))


async def test_a_silent_database_is_told_from_any_other_error() -> None:
    url = "postgresql://nobody@127.0.0.1:1/test"
    engine = create_engine(Settings(environment=Environment.TEST, database_url=url, _env_file=None))
    with pytest.raises(UnavailableError):
        await ping(engine)
    await engine.dispose()
