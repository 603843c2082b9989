"""When to try again."""

import datetime as dt

FIRST_SECONDS = 5.0
MOST_SECONDS = 600.0


def delay(attempt: int, random: float, *, at_least: float | None = None) -> dt.timedelta:
    """Return how long to wait after a failed attempt: twice as long each time, and not exactly that.

    Args:
        attempt: Which attempt failed; the first is 1.
        random: A number between 0 and 1, so that jobs that failed together do not return together.
        at_least: The seconds that the other side asked for, if it did.
    """
    longest = min(MOST_SECONDS, FIRST_SECONDS * 2 ** (attempt - 1))
    seconds = longest * (1 + random) / 2
    return dt.timedelta(seconds=max(seconds, at_least or 0))
