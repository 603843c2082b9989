"""Base class of the models, and column types that behave alike on PostgreSQL and SQLite."""

import datetime as dt
import enum
from typing import Any, ClassVar, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    TypeDecorator,
    column,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Alembic can only drop or compare a constraint whose name it knows.
# https://alembic.sqlalchemy.org/en/latest/naming.html
NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

JsonDocument: TypeAlias = dict[str, Any] | list[Any]

# `none_as_null`: an absent document is SQL NULL, not the JSON text `null`.
JSON_DOCUMENT = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A timezone-aware datetime, stored and returned in UTC.

    SQLite drops the offset, so values are converted in both directions.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> dt.datetime | None:
        """Convert an aware datetime to UTC; raise `ValueError` for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "expected a timezone-aware datetime, got a naive one"
            raise ValueError(message)
        return value.astimezone(dt.UTC)

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> dt.datetime | None:
        """Return the stored datetime, timezone-aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def utc_now() -> dt.datetime:
    """Return the current datetime, timezone-aware and in UTC."""
    return dt.datetime.now(dt.UTC)


def enum_column(values: type[enum.StrEnum], *, length: int) -> Enum:
    """Return the column type that stores an enum by value, as a string of at most `length`.

    A native PostgreSQL enum would need `ALTER TYPE` for every new value; see `one_of` for the check.
    """
    return Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


def one_of(name: str, values: type[enum.StrEnum]) -> CheckConstraint:
    """Return the named CHECK that restricts column `name` to the values of an enum."""
    return CheckConstraint(column(name).in_([member.value for member in values]), name=name)


class Base(DeclarativeBase):
    """Base class of all models: a UUID key and timestamps.

    Python sets keys and timestamps: an async session cannot load them on attribute access after a
    flush. The server defaults are for rows inserted with plain SQL.
    """

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING_CONVENTION)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-1)
    created_at: Mapped[dt.datetime] = mapped_column(
        UtcDateTime, default=utc_now, server_default=func.now(), sort_order=1
    )
    updated_at: Mapped[dt.datetime] = mapped_column(
        UtcDateTime, default=utc_now, onupdate=utc_now, server_default=func.now(), sort_order=1
    )

    def __repr__(self) -> str:
        """Return the class and the key; other columns may be secret, or not loaded."""
        return f"{type(self).__name__}(id={self.__dict__.get('id')})"
