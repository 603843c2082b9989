"""Convert integrity errors of the database to domain errors, by error code."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.core.exceptions import (
    ConflictError,
    DomainError,
    TransactionAbortedError,
    UnknownReferenceError,
)

# https://www.postgresql.org/docs/current/errcodes-appendix.html and https://www.sqlite.org/rescode.html
_UNIQUE = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
_FOREIGN_KEY = {
    "23503",
    "23001",  # restrict_violation, from PostgreSQL 18 on; before, it was 23503
    "SQLITE_CONSTRAINT_FOREIGNKEY",
    "SQLITE_CONSTRAINT_TRIGGER",  # ON DELETE RESTRICT on SQLite
}


@contextmanager
def domain_errors(*, deleting: bool = False) -> Iterator[None]:
    """Convert integrity errors of the block to domain errors.

    Args:
        deleting: Whether the block deletes a row that others may refer to.

    Raises:
        ConflictError: for a unique value that is taken, or a row that others refer to.
        UnknownReferenceError: for an unknown key.
        TransactionAbortedError: for a row that another request has changed or deleted.
    """
    try:
        yield
    except IntegrityError as error:
        meaning = domain_error(error, deleting=deleting)
        if meaning is None:
            raise
        raise meaning from error
    except StaleDataError as error:
        raise TransactionAbortedError(str(error)) from error


def domain_error(error: IntegrityError, *, deleting: bool = False) -> DomainError | None:
    """Return the domain error for an integrity error.

    `None` for a violated CHECK or NOT NULL: a bug in the application, which stays a 500.
    """
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if code in _UNIQUE:
        return ConflictError("a value that must be unique is taken")
    if code in _FOREIGN_KEY and deleting:
        return ConflictError("other resources still refer to it")
    if code in _FOREIGN_KEY:
        return UnknownReferenceError("it refers to something that does not exist")
    return None
