# The clock is given, with an aware default; a zone is changed and never taken away.
# into: app/services/clocks.py
"""What needs the time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from app.models.base import utc_now


@dataclass
class Clock:
    """What somebody reads."""

    read: Callable[[], dt.datetime] = utc_now
    since: dt.datetime = field(default_factory=utc_now)

    def today(self) -> dt.date:
        """Return the day of the clock."""
        return self.read().date()

    def at(self, seconds: float, zone: dt.tzinfo) -> dt.datetime:
        """Return a moment in a zone."""
        return dt.datetime.fromtimestamp(seconds, zone).replace(microsecond=0, tzinfo=dt.UTC)

    def later(self, text: str) -> dt.datetime:
        """Return what a text says, whatever its zone is."""
        return max(dt.datetime.fromisoformat(text), self.since)
