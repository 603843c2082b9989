# The names of others: a field `now`, a class `date`, a method `replace`.
# into: app/utils/others.py
"""What is called like a moment, and is none."""

import time
from datetime import timedelta


class date:  # noqa: N801
    """A fruit."""

    @staticmethod
    def today() -> str:
        """Return what is ripe."""
        return "ripe"


class Watch:
    """A watch with hands."""

    def utcnow(self) -> float:
        """Return seconds."""
        return time.time()

    def now(self) -> float:
        """Return seconds."""
        return time.monotonic()


def read(watch: Watch, text: str, datetime: Watch) -> str:
    """Return something."""
    waited = timedelta(seconds=watch.utcnow() + datetime.now())
    return text.replace("now", date.today()) + str(waited)
