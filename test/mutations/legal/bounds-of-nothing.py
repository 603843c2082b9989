# Numbers that bound nothing: units, statuses, places, and the times of day.
# into: app/services/unbounded.py
"""Numbers."""

import datetime as dt
from http import HTTPStatus

from app.utils.exceptions import DomainError

DAY = dt.timedelta(hours=24)


class TeapotError(DomainError):
    """It is a teapot."""

    status_code = 418


def later(moment: dt.datetime) -> dt.datetime:
    """Return another moment."""
    return moment.replace(hour=12, minute=30) + dt.timedelta(minutes=15, seconds=30)


def rounded(value: float, *, base: int = 2) -> float:
    """Return a value with two places."""
    return round(value * 100, 2) + base


def is_found(status: int) -> bool:
    """Tell whether there is something."""
    return HTTPStatus(status) is not HTTPStatus.NOT_FOUND


class Mapping:
    """What is called like a bound, and takes none."""

    def limit(self, name: str) -> str:
        """Return a name."""
        return self.limit(name=name)
