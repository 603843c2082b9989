"""Engine, sessions and error translation for PostgreSQL and SQLite."""

from functools import partial
from time import monotonic
from typing import Any, Final
from urllib.parse import urlencode

import structlog
from sqlalchemy import (
    URL,
    AsyncAdaptedQueuePool,
    Connection,
    Dialect,
    PoolProxiedConnection,
    event,
    make_url,
)
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql import Select

from app.core.config import Settings
from app.utils.exceptions import TransactionAbortedError, UnavailableError
from app.utils.faults import COMMITTED, NOT_MIGRATED, SILENT

# Seconds that the driver waits beyond the server's statement timeout.
GRACE_SECONDS: Final = 1

# A connection to PostgreSQL is tested before use if its last use began longer ago. A test takes
# three round trips: as many as a request with one statement.
TESTED_AFTER_SECONDS: Final = 1

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
# The error of SQLAlchemy for a statement prepared before a migration changed the type of a column;
# the next attempt prepares it again. https://docs.sqlalchemy.org/en/21/dialects/postgresql.html
STALE_STATEMENT: Final = "InvalidCachedStatementError"

# URL parameters that SQLAlchemy reads, that are not passed to asyncpg, and that are numbers.
ADDRESS: Final = frozenset({"host", "port"})
NOT_PASSED: Final = ADDRESS | {"channel_binding", "gssencmode"}
NUMBERS: Final = {
    "connect_timeout": "timeout",
    "prepared_statement_cache_size": "prepared_statement_cache_size",
    "statement_cache_size": "statement_cache_size",
}

logger = structlog.get_logger(__name__)


class ConnectionPool(AsyncAdaptedQueuePool):
    """A connection pool that raises `UnavailableError` when it cannot provide a connection."""

    # Uses the logger of SQLAlchemy's own pools, for warnings and errors.
    __module__ = AsyncAdaptedQueuePool.__module__

    def connect(self) -> PoolProxiedConnection:
        """Return a connection; raise `UnavailableError` if none is available in time."""
        try:
            return super().connect()
        except Exception as error:  # driver errors, OSError or asyncio errors
            raise unavailable(error) from error


def create_engine(settings: Settings) -> AsyncEngine:
    """Return the engine for the configured database; it connects on first use.

    Its connections raise `UnavailableError` if the database is unavailable,
    `TransactionAbortedError` if it aborts a transaction, and SQLAlchemy's errors otherwise.
    """
    url, url_arguments = split_url(settings.database_url)
    timeouts = sqlite_timeouts if settings.uses_sqlite else postgresql_timeouts
    engine = create_async_engine(
        url,
        connect_args=timeouts(settings) | url_arguments,
        poolclass=ConnectionPool,
        pool_size=settings.database_pool_size,
        # Requests wait for a free connection: opening and closing another one takes longer.
        max_overflow=0,
        pool_timeout=settings.database_pool_timeout_seconds,
        # A proxy or the server may drop idle connections.
        pool_recycle=1800,
        # Failed statements are logged, and their parameters may be secrets.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "handle_error", translate_error)
    event.listen(engine.sync_engine, "commit", note_commit)
    if settings.uses_sqlite:
        add_sqlite_transactions(engine)
    else:
        test = partial(require_live_connection, engine.dialect)
        event.listen(engine.sync_engine, "checkout", test)
    return engine


def require_live_connection(
    dialect: Dialect,
    connection: DBAPIConnection,
    entry: ConnectionPoolEntry,
    _proxy: PoolProxiedConnection,
) -> None:
    """Make the pool replace a dead connection before use, e.g. after a restart of the server.

    `pool_pre_ping=True` would test every connection at each use.

    Raises:
        InvalidatePoolError: if the connection is closed, or fails a test after being idle.
    """
    driver_connection: Any = entry.driver_connection
    # The event loop notices a closed socket without a test.
    if driver_connection.is_closed():
        raise InvalidatePoolError
    now = monotonic()
    if now - entry.info.get("last_use", now) > TESTED_AFTER_SECONDS:
        try:
            dialect.do_ping(connection)
        except (dialect.loaded_dbapi.Error, ConnectionError) as error:
            raise InvalidatePoolError from error
    entry.info["last_use"] = now


def split_url(text: str) -> tuple[URL, dict[str, Any]]:
    """Split a URL into one without driver parameters and the arguments of the driver.

    asyncpg reads the parameters of libpq from a DSN only, so they are passed as `dsn`.
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
    """Return the asyncpg arguments that set timeouts for connections, statements and locks."""
    statement = settings.database_statement_timeout_seconds
    milliseconds = {
        "statement_timeout": int(statement * 1000),
        "lock_timeout": int(settings.database_lock_timeout_seconds * 1000),
    }
    return {
        "timeout": settings.database_connect_timeout_seconds,
        # The server's timeout does not help if the server or the network hangs.
        "command_timeout": statement + GRACE_SECONDS if statement else None,
        "server_settings": {name: str(value) for name, value in milliseconds.items() if value},
    }


def sqlite_timeouts(settings: Settings) -> dict[str, Any]:
    """Return the SQLite driver arguments that set the lock timeout and the transaction mode.

    With IMMEDIATE, a transaction begins at the first write and waits there for the write lock.
    With the default, DEFERRED, parallel transactions that read and then write fail at once with
    "database is locked".
    """
    return {"isolation_level": "IMMEDIATE", "timeout": settings.database_lock_timeout_seconds}


def add_sqlite_transactions(engine: AsyncEngine) -> None:
    """Make transactions on SQLite behave like those on PostgreSQL."""
    event.listen(engine.sync_engine, "connect", prepare_sqlite_connection)
    event.listen(engine.sync_engine, "savepoint", begin_before_savepoint)
    event.listen(engine.sync_engine, "before_execute", begin_before_lock)


def prepare_sqlite_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Enable WAL and foreign keys, which SQLite disables by default."""
    cursor = connection.cursor()
    # With WAL, readers do not wait for a writer, and NORMAL is safe against corruption.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def begin_before_savepoint(connection: Connection, _name: str | None) -> None:
    """Begin the transaction that a savepoint belongs to.

    Without one, SQLite treats the first savepoint as the transaction and commits on its release.
    """
    driver_connection: Any = connection.connection.driver_connection
    if not driver_connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_before_lock(connection: Connection, statement: object, *_more: object) -> None:
    """Begin a transaction, which locks the file, before a `SELECT … FOR UPDATE`.

    SQLite has no row locks and ignores `FOR UPDATE`: another transaction could change the row
    between the read and the write.
    """
    if isinstance(statement, Select) and statement._for_update_arg is not None:  # noqa: SLF001 - no public API
        begin_before_savepoint(connection, None)


def note_commit(_connection: Connection) -> None:
    """Record that the current request has committed, or tried to."""
    COMMITTED.set(True)


def translate_error(context: ExceptionContext) -> Exception | None:
    """Return the application error for a database error, or `None` to keep the original."""
    error = context.original_exception
    if isinstance(error, OSError):
        # The network failed or a response timed out: discard the connection.
        context.is_disconnect = True
    code: str = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or ""
    if code.startswith(ABORTED) or type(error).__name__ == STALE_STATEMENT:
        return TransactionAbortedError(str(error))
    if code == UNDEFINED_TABLE or str(error).startswith("no such table"):
        logger.error("database not migrated", reason=str(error), hint="run: alembic upgrade head")
        return UnavailableError(NOT_MIGRATED)
    if code.startswith(UNAVAILABLE) or (context.is_disconnect and isinstance(error, Exception)):
        return unavailable(error)
    return None


def unavailable(error: BaseException) -> UnavailableError:
    """Log the cause of a database error; return the error for the client, without the cause."""
    logger.error("database unavailable", error=type(error).__name__, reason=str(error))
    return UnavailableError(SILENT)


def create_session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Return the session factory.

    Objects do not expire on commit, since attribute access cannot await a reload.
    """
    return async_sessionmaker(engine, expire_on_commit=False)
