"""The engine and its sessions, for PostgreSQL and for SQLite."""

import asyncio
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from app.config import Settings
from app.utils.exceptions import UnavailableError

PING_TIMEOUT_SECONDS = 2
SQLITE_CONNECTIONS = 10


def create_engine(settings: Settings) -> AsyncEngine:
    """Return the engine for the configured database; it connects on first use."""
    if settings.uses_sqlite:
        return create_sqlite_engine(settings.database_url)
    return create_async_engine(
        settings.database_url,
        pool_size=settings.database_pool_size,
        # Beyond them a request waits: to open one for it, and to close it again, takes longer.
        max_overflow=0,
        # A proxy or the server itself may drop what was idle for long.
        pool_recycle=1800,
        # A failed statement is logged, and its parameters may be a secret.
        hide_parameters=True,
    )


def create_sqlite_engine(url: str) -> AsyncEngine:
    """Return an engine whose transactions behave as PostgreSQL's do.

    The driver begins a transaction with the first write, and with IMMEDIATE it waits for the
    lock there. The default, DEFERRED, takes the lock half-way, and of ten parallel transactions
    that read and then write nine fail at once with "database is locked".
    """
    engine = create_async_engine(
        url,
        connect_args={"isolation_level": "IMMEDIATE"},
        pool_size=SQLITE_CONNECTIONS,
        # A connection is a thread, and is prepared with four statements.
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", prepare_sqlite_connection)
    event.listen(engine.sync_engine, "savepoint", begin_before_savepoint)
    return engine


def prepare_sqlite_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Switch on what SQLite leaves off for the sake of old files."""
    cursor = connection.cursor()
    # Readers do not wait for a writer; NORMAL is as durable as WAL needs against a crash.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def begin_before_savepoint(connection: Connection, _name: str | None) -> None:
    """Begin the transaction that a savepoint belongs to.

    Without one, SQLite takes the first savepoint for the transaction, and commits at its release.
    """
    driver_connection: Any = connection.connection.driver_connection
    if not driver_connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def create_session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Return what opens sessions.

    Objects stay readable after a commit: to load them again would need an await that attribute
    access does not have.
    """
    return async_sessionmaker(engine, expire_on_commit=False)


async def ping(engine: AsyncEngine) -> None:
    """Ask the database a trivial question.

    Raises:
        UnavailableError: if it does not answer, or not in time.
    """
    try:
        async with asyncio.timeout(PING_TIMEOUT_SECONDS), engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        raise UnavailableError("The database does not answer.") from error
