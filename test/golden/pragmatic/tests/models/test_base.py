"""Tests of column types that behave alike on both databases."""

import datetime as dt
import enum
from typing import ClassVar, cast
from uuid import UUID

import pytest
from sqlalchemy import Dialect, MetaData
from sqlalchemy.dialects import sqlite

from app.models.base import Base, UtcDateTime, enum_column, one_of

NOON = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
DIALECT: Dialect = sqlite.dialect()


class Light(enum.StrEnum):
    GREEN = "green"
    ITS_RED = "it's: red"


class Lamp(Base):
    """A table outside the application's metadata."""

    __tablename__ = "throwaway_lamps"
    metadata: ClassVar[MetaData] = MetaData()


def test_datetimes_are_stored_in_utc() -> None:
    there = NOON.astimezone(dt.timezone(dt.timedelta(hours=2)))

    assert UtcDateTime().process_bind_param(there, DIALECT) == NOON
    assert UtcDateTime().process_bind_param(None, DIALECT) is None
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(NOON.replace(tzinfo=None), DIALECT)


def test_datetimes_are_returned_in_utc() -> None:
    naive, aware = NOON.replace(tzinfo=None), NOON.astimezone(dt.timezone(dt.timedelta(hours=2)))

    results = [UtcDateTime().process_result_value(value, DIALECT) for value in (naive, aware)]

    assert results == [NOON, NOON]
    assert [cast("dt.datetime", result).tzinfo for result in results] == [dt.UTC, dt.UTC]
    assert UtcDateTime().process_result_value(None, DIALECT) is None


def test_enums_are_stored_by_value_with_a_named_check() -> None:
    constraint = one_of("light", Light)

    assert enum_column(Light, length=32).enums == ["green", "it's: red"]
    assert constraint.name == "light"
    assert "IN ('green', 'it''s: red')" in str(
        constraint.sqltext.compile(compile_kwargs={"literal_binds": True})
    )


def test_a_row_is_represented_by_its_key() -> None:
    assert repr(Lamp(id=UUID(int=1))) == "Lamp(id=00000000-0000-0000-0000-000000000001)"
    assert repr(Lamp()) == "Lamp(id=None)"
