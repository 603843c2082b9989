"""The clock of the database, which all processes share: their own clocks may differ."""

from typing import Any

from sqlalchemy import Double, Float, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.models.base import UtcDateTime


class DatabaseTime(FunctionElement[Any]):
    """The current time of the database, plus some seconds.

    Args:
        seconds: Added to the current time; may be negative.
    """

    name = "database_time"
    type = UtcDateTime()
    inherit_cache = True

    def __init__(self, seconds: float = 0) -> None:
        super().__init__(bindparam(None, float(seconds), Float()))


class EpochTime(FunctionElement[float]):
    """The current time of the database in seconds since 1970."""

    name = "epoch_time"
    type = Double()
    inherit_cache = True


@compiles(DatabaseTime, "postgresql")
def _postgresql_time(element: DatabaseTime, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    seconds = compiler.process(element.clauses, **options)
    return f"(statement_timestamp() + make_interval(secs => {seconds}))"


@compiles(DatabaseTime, "sqlite")
def _sqlite_time(element: DatabaseTime, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    seconds = compiler.process(element.clauses, **options)
    # The format in which SQLAlchemy stores datetimes; `%f` has milliseconds.
    shift = f"printf('%+.3f seconds', {seconds})"
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {shift}) || '000')"


@compiles(EpochTime, "postgresql")
def _postgresql_epoch(_element: EpochTime, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    # Not the time of the transaction: the statement may wait for the lock of another process.
    return "CAST(extract(epoch FROM clock_timestamp()) AS double precision)"


@compiles(EpochTime, "sqlite")
def _sqlite_epoch(_element: EpochTime, _compiler: SQLCompiler, **_options: Any) -> str:  # noqa: ANN401
    return "((julianday('now') - 2440587.5) * 86400.0)"
