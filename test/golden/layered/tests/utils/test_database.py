"""Tests of the engine: transactions, error translation and driver arguments."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from time import monotonic
from unittest.mock import Mock

import pytest
from sqlalchemy import column, select, table, text
from sqlalchemy.exc import IntegrityError, InvalidatePoolError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.utils.database import (
    TESTED_AFTER_SECONDS,
    create_engine,
    create_session_factory,
    postgresql_timeouts,
    require_live_connection,
    split_url,
    translate_error,
)
from app.utils.exceptions import TransactionAbortedError, UnavailableError
from tests.settings import make_settings

WRITERS = 10


class DriverError(Exception):
    """A driver error with an error code of PostgreSQL."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class InvalidCachedStatementError(Exception):
    """The error of SQLAlchemy for a statement whose columns have changed their types."""


@pytest.fixture
async def sqlite_engine(tmp_path: Path) -> AsyncGenerator[AsyncEngine]:
    """Yield the engine of a SQLite file with two tables, one of which refers to the other."""
    url = f"sqlite:///{(tmp_path / 'test.db').as_posix()}"
    engine = create_engine(make_settings(url))
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


async def test_select_for_update_prevents_lost_updates(
    sqlite_engine: AsyncEngine,
) -> None:
    open_session = create_session_factory(sqlite_engine)
    counters = table("shelf", column("id"))
    async with open_session() as session:
        await session.execute(text("INSERT INTO shelf (id) VALUES (0)"))
        await session.commit()

    async def count_up() -> None:
        async with open_session() as session:
            row = (await session.execute(select(counters.c.id).with_for_update())).scalar_one()
            await asyncio.sleep(0.01)
            await session.execute(counters.update().values(id=row + 1))
            await session.commit()

    await asyncio.gather(*(count_up() for _ in range(WRITERS)))
    async with open_session() as session:
        assert await session.scalar(select(counters.c.id)) == WRITERS


async def test_a_locked_file_raises_transaction_aborted_error(sqlite_engine: AsyncEngine) -> None:
    impatient = create_engine(
        make_settings(str(sqlite_engine.url)).model_copy(
            update={"database_lock_timeout_seconds": 0.01}
        )
    )
    async with sqlite_engine.begin() as writer, impatient.connect() as connection:
        await writer.execute(text("INSERT INTO shelf DEFAULT VALUES"))
        with pytest.raises(TransactionAbortedError):
            await connection.execute(text("INSERT INTO shelf DEFAULT VALUES"))
    await impatient.dispose()


async def test_a_missing_table_means_a_missing_migration(sqlite_engine: AsyncEngine) -> None:
    async with sqlite_engine.connect() as connection:
        with pytest.raises(UnavailableError, match="alembic upgrade head"):
            await connection.execute(text("SELECT * FROM books"))


async def test_an_invalid_statement_raises_a_sqlalchemy_error(sqlite_engine: AsyncEngine) -> None:
    async with sqlite_engine.connect() as connection:
        with pytest.raises(OperationalError):
            await connection.execute(text("SELEKT 1"))


async def test_a_refused_connection_raises_unavailable_error() -> None:
    engine = create_engine(make_settings("postgresql://nobody@127.0.0.1:1/test"))
    with pytest.raises(UnavailableError) as caught:
        await engine.connect().start()
    assert caught.value.headers == {"Retry-After": "1"}
    await engine.dispose()


async def test_an_exhausted_pool_raises_unavailable_error(sqlite_engine: AsyncEngine) -> None:
    update = {"database_pool_size": 1, "database_pool_timeout_seconds": 0.01}
    engine = create_engine(make_settings(str(sqlite_engine.url)).model_copy(update=update))
    async with engine.connect():
        with pytest.raises(UnavailableError):
            await engine.connect().start()
    await engine.dispose()


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (DriverError("40P01"), TransactionAbortedError),
        (DriverError("40001"), TransactionAbortedError),
        (InvalidCachedStatementError(), TransactionAbortedError),
        (DriverError("57P01"), UnavailableError),
        (DriverError("55P03"), UnavailableError),
        (TimeoutError(), UnavailableError),
        (ConnectionResetError(), UnavailableError),
        (DriverError("23505"), type(None)),
        (ValueError(), type(None)),
    ],
)
def test_errors_are_translated_by_code(error: Exception, meaning: type) -> None:
    context = Mock(original_exception=error, is_disconnect=False)
    assert type(translate_error(context)) is meaning


def make_pool_entry(*, is_closed: bool = False, last_use: float | None = None) -> Mock:
    """Return the pool's entry of a connection; `last_use` is omitted for one that is new."""
    info = {} if last_use is None else {"last_use": last_use}
    return Mock(info=info, driver_connection=Mock(is_closed=Mock(return_value=is_closed)))


def test_a_connection_in_use_is_not_tested() -> None:
    dialect = Mock()
    entry = make_pool_entry()
    for _ in range(3):
        require_live_connection(dialect, Mock(), entry, Mock())
    dialect.do_ping.assert_not_called()


def test_an_idle_connection_is_tested_once() -> None:
    dialect = Mock(loaded_dbapi=Mock(Error=DriverError))
    entry = make_pool_entry(last_use=monotonic() - TESTED_AFTER_SECONDS - 1)
    for _ in range(3):
        require_live_connection(dialect, Mock(), entry, Mock())
    dialect.do_ping.assert_called_once()


@pytest.mark.parametrize("error", [DriverError("57P01"), ConnectionResetError()])
def test_a_dead_idle_connection_is_replaced(error: Exception) -> None:
    dialect = Mock(loaded_dbapi=Mock(Error=DriverError), do_ping=Mock(side_effect=error))
    entry = make_pool_entry(last_use=monotonic() - TESTED_AFTER_SECONDS - 1)
    with pytest.raises(InvalidatePoolError):
        require_live_connection(dialect, Mock(), entry, Mock())


def test_a_closed_connection_is_replaced_without_a_test() -> None:
    dialect = Mock()
    with pytest.raises(InvalidatePoolError):
        require_live_connection(dialect, Mock(), make_pool_entry(is_closed=True), Mock())
    dialect.do_ping.assert_not_called()


def test_parameters_of_a_url_become_arguments_of_the_driver() -> None:
    url, arguments = split_url(
        "postgresql+asyncpg://u:p%40%25@h/d?connect_timeout=3&sslmode=require&options=-c%20a%3Db"
        "&channel_binding=prefer&statement_cache_size=0"
    )
    assert (url.password, dict(url.query)) == ("p@%", {})
    assert arguments == {
        "timeout": 3,
        "statement_cache_size": 0,
        "dsn": "postgresql://?sslmode=require&options=-c+a%3Db",
    }
    socket, none = split_url("postgresql+asyncpg:///d?host=/run&port=5433&ssl=disable")
    assert dict(socket.query) == {"host": "/run", "port": "5433"}
    assert none == {"dsn": "postgresql://?sslmode=disable"}


def test_zero_leaves_timeouts_to_the_server() -> None:
    names = ("database_statement_timeout_seconds", "database_lock_timeout_seconds")
    settings = make_settings("postgresql://u:p@h/d")
    given = postgresql_timeouts(settings)
    left = postgresql_timeouts(settings.model_copy(update=dict.fromkeys(names, 0)))
    assert given["server_settings"] == {"statement_timeout": "10000", "lock_timeout": "5000"}
    assert given["command_timeout"] > settings.database_statement_timeout_seconds
    assert (left["server_settings"], left["command_timeout"]) == ({}, None)
