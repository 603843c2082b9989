"""Integrity errors of the database as domain errors, by their codes and never by their text."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.utils.exceptions import (
    ConflictError,
    DomainError,
    TransactionAbortedError,
    UnknownReferenceError,
)

# https://www.postgresql.org/docs/current/errcodes-appendix.html and https://www.sqlite.org/rescode.html
_UNIQUE = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
_FOREIGN_KEY = {
    "23503",
    "23001",  # restrict_violation: what PostgreSQL 18 says where older ones say 23503
    "SQLITE_CONSTRAINT_FOREIGNKEY",
    "SQLITE_CONSTRAINT_TRIGGER",  # how SQLite carries out ON DELETE RESTRICT
}


@contextmanager
def domain_errors(*, deleting: bool = False) -> Iterator[None]:
    """Raise the integrity errors of the block as the domain errors that they stand for.

    Args:
        deleting: Whether the block deletes a row that others may refer to.

    Raises:
        ConflictError: for a unique value that is taken, or a row that others refer to.
        UnknownReferenceError: for a key that belongs to no row.
        TransactionAbortedError: for a row that another request changed or deleted meanwhile.
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
    """Return the domain error that an integrity error stands for.

    `None` means that it stands for none: a broken CHECK or NOT NULL is a bug of ours, a 500.
    """
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if code in _UNIQUE:
        return ConflictError("a value that must be unique is taken")
    if code in _FOREIGN_KEY and deleting:
        return ConflictError("other resources still refer to it")
    if code in _FOREIGN_KEY:
        return UnknownReferenceError("it refers to something that does not exist")
    return None
