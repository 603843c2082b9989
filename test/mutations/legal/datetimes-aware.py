# Every way to be aware.
# into: app/utils/moments.py
"""Moments."""

import datetime as dt
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
MIDNIGHT = dt.datetime(2020, 1, 1, 0, 0, 0, 0, dt.UTC)
EVENING = datetime(2020, 1, 1, 18).replace(tzinfo=ZoneInfo("Europe/London"))
clock: Callable[[], datetime] = partial(datetime.now, UTC)
tick = partial(datetime.now, tz=UTC)


def local() -> datetime:
    """Return the present moment with the machine's own zone."""
    return datetime.now().astimezone()


def parse(text: str) -> datetime:
    """Return what a text says, in UTC."""
    moment = datetime.strptime(text, "%Y-%m-%d")
    return moment.replace(tzinfo=UTC)


def parse_with_offset(text: str) -> datetime:
    """Return what a text says, with the offset that it says."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


def day_of(text: str) -> dt.date:
    """Return the day that a text says: a day has no zone."""
    return datetime.strptime(text, "%d.%m.%Y").date()


def year(year: int, *rest: int) -> datetime:
    """Return a moment of which the caller says everything."""
    return datetime(year, *rest)


def start_of(day: dt.date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, dt.time.min, tzinfo=UTC)


def is_moment(value: object) -> bool:
    """Tell whether a value is a moment."""
    return isinstance(value, datetime) and value.tzinfo is not None
