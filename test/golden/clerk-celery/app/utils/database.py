"""The engine and its sessions, for PostgreSQL and for SQLite, and what their faults mean."""

from typing import Any, Final
from urllib.parse import urlencode

import structlog
from sqlalchemy import (
    URL,
    AsyncAdaptedQueuePool,
    Connection,
    PoolProxiedConnection,
    event,
    make_url,
)
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql import Select

from app.config import Settings
from app.utils.exceptions import TransactionAbortedError, UnavailableError
from app.utils.faults import COMMITTED, NOT_MIGRATED, SILENT

# Seconds that the driver waits for a response after the server should have given up.
GRACE_SECONDS: Final = 1

# https://www.postgresql.org/docs/current/errcodes-appendix.html and https://www.sqlite.org/rescode.html
ABORTED: Final = (
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
)
UNAVAILABLE: Final = (
    "08",  # connection exceptions
    "25006",  # read_only_sql_transaction: a primary that became a standby
    "53",  # insufficient resources
    "55P03",  # lock_not_available: the lock timeout
    "57",  # operator intervention: shutdown, start, the statement timeout
    "58",  # system errors
    "SQLITE_CANTOPEN",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
)
UNDEFINED_TABLE: Final = "42P01"

# Parameters of a URL that SQLAlchemy reads, those that asyncpg cannot do otherwise, and numbers.
ADDRESS: Final = frozenset({"host", "port"})
NOT_PASSED: Final = ADDRESS | {"channel_binding", "gssencmode"}
NUMBERS: Final = {
    "connect_timeout": "timeout",
    "prepared_statement_cache_size": "prepared_statement_cache_size",
    "statement_cache_size": "statement_cache_size",
}

logger = structlog.get_logger(__name__)


class ConnectionPool(AsyncAdaptedQueuePool):
    """Connections that are checked before use; without one, the database is unavailable."""

    # Logs as SQLAlchemy's own pools do: warnings and errors.
    __module__ = AsyncAdaptedQueuePool.__module__

    def connect(self) -> PoolProxiedConnection:
        """Return a connection; raise `UnavailableError` if none is free or opens in time."""
        try:
            return super().connect()
        except Exception as error:  # drivers raise errors of their own, of the system, of asyncio
            raise unavailable(error) from error


def create_engine(settings: Settings) -> AsyncEngine:
    """Return the engine for the configured database; it connects on first use.

    Its connections raise `UnavailableError` and `TransactionAbortedError` for faults of the
    database, and SQLAlchemy's own errors for everything else.
    """
    url, url_arguments = split_url(settings.database_url)
    timeouts = sqlite_timeouts if settings.uses_sqlite else postgresql_timeouts
    engine = create_async_engine(
        url,
        connect_args=timeouts(settings) | url_arguments,
        poolclass=ConnectionPool,
        pool_size=settings.database_pool_size,
        # Beyond them a request waits: to open one for it, and to close it again, takes longer.
        max_overflow=0,
        pool_timeout=settings.database_pool_timeout_seconds,
        # A restart of the server costs no request: a dead connection is replaced before use.
        pool_pre_ping=True,
        # A proxy or the server itself may drop what was idle for long.
        pool_recycle=1800,
        # A failed statement is logged, and its parameters may be a secret.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "handle_error", translate_error)
    event.listen(engine.sync_engine, "commit", note_commit)
    if settings.uses_sqlite:
        add_sqlite_transactions(engine)
    return engine


def split_url(text: str) -> tuple[URL, dict[str, Any]]:
    """Return a URL without parameters, and the driver's arguments that they stand for.

    asyncpg reads parameters as PostgreSQL's own clients do, but only in a URL of its own.
    """
    url = make_url(text)
    if url.get_backend_name() == "sqlite":
        return url, {}
    parameters = {name: str(value) for name, value in url.query.items()}
    arguments: dict[str, Any] = {}
    for name, argument in NUMBERS.items():
        if name in parameters:
            arguments[argument] = int(parameters.pop(name))
    if "ssl" in parameters:
        parameters.setdefault("sslmode", parameters.pop("ssl"))
    passed = {name: value for name, value in parameters.items() if name not in NOT_PASSED}
    if passed:
        arguments["dsn"] = f"postgresql://?{urlencode(passed)}"
    kept = {name: value for name, value in parameters.items() if name in ADDRESS}
    return url.set(query=kept), arguments


def postgresql_timeouts(settings: Settings) -> dict[str, Any]:
    """Return the arguments of asyncpg that bound connections, statements and locks."""
    statement = settings.database_statement_timeout_seconds
    milliseconds = {
        "statement_timeout": int(statement * 1000),
        "lock_timeout": int(settings.database_lock_timeout_seconds * 1000),
    }
    return {
        "timeout": settings.database_connect_timeout_seconds,
        # The server's timeout is of no use when the server or the network is frozen.
        "command_timeout": statement + GRACE_SECONDS if statement else None,
        "server_settings": {name: str(value) for name, value in milliseconds.items() if value},
    }


def sqlite_timeouts(settings: Settings) -> dict[str, Any]:
    """Return the arguments of SQLite's driver that bound locks, and begin with the lock.

    The driver begins a transaction with the first write, and with IMMEDIATE it waits for the
    lock there. The default, DEFERRED, takes the lock half-way, and of ten parallel transactions
    that read and then write nine fail at once with "database is locked".
    """
    return {"isolation_level": "IMMEDIATE", "timeout": settings.database_lock_timeout_seconds}


def add_sqlite_transactions(engine: AsyncEngine) -> None:
    """Make the transactions of SQLite behave as PostgreSQL's do."""
    event.listen(engine.sync_engine, "connect", prepare_sqlite_connection)
    event.listen(engine.sync_engine, "savepoint", begin_before_savepoint)
    event.listen(engine.sync_engine, "before_execute", begin_before_lock)


def prepare_sqlite_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Switch on what SQLite leaves off for the sake of old files."""
    cursor = connection.cursor()
    # Readers do not wait for a writer; NORMAL is as durable as WAL needs against a crash.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def begin_before_savepoint(connection: Connection, _name: str | None) -> None:
    """Begin the transaction that a savepoint belongs to.

    Without one, SQLite takes the first savepoint for the transaction, and commits at its release.
    """
    driver_connection: Any = connection.connection.driver_connection
    if not driver_connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_before_lock(connection: Connection, statement: object, *_more: object) -> None:
    """Begin a transaction, and so lock the file, before a `SELECT … FOR UPDATE`.

    SQLite has no locks of rows: it ignores `FOR UPDATE`, and what it reads may be old when it is
    written.
    """
    if isinstance(statement, Select) and statement._for_update_arg is not None:  # noqa: SLF001 - there is no public way
        begin_before_savepoint(connection, None)


def note_commit(_connection: Connection) -> None:
    """Remember that the current request has committed, or tried to."""
    COMMITTED.set(True)


def translate_error(context: ExceptionContext) -> Exception | None:
    """Return the error of ours that a fault of the database stands for, if it stands for one."""
    error = context.original_exception
    if context.is_pre_ping:
        # The pool replaces the connection.
        return None
    if isinstance(error, OSError):
        # The network failed, or a response did not come in time: the connection is of no use.
        context.is_disconnect = True
    code: str = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or ""
    if code.startswith(ABORTED):
        return TransactionAbortedError(str(error))
    if code == UNDEFINED_TABLE or str(error).startswith("no such table"):
        logger.error("database not migrated", reason=str(error), hint="run: alembic upgrade head")
        return UnavailableError(NOT_MIGRATED)
    if code.startswith(UNAVAILABLE) or (context.is_disconnect and isinstance(error, Exception)):
        return unavailable(error)
    return None


def unavailable(error: BaseException) -> UnavailableError:
    """Return what a client is told of a fault; operators read its cause in one line of the log."""
    logger.error("database unavailable", error=type(error).__name__, reason=str(error))
    return UnavailableError(SILENT)


def create_session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Return what opens sessions.

    Objects stay readable after a commit: to load them again would need an await that attribute
    access does not have.
    """
    return async_sessionmaker(engine, expire_on_commit=False)
