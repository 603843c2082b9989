"""Backoff between the attempts at a job."""

import datetime as dt

FIRST_SECONDS = 5.0
MOST_SECONDS = 600.0


def delay(attempt: int, random: float, *, at_least: float | None = None) -> dt.timedelta:
    """Return how long to wait after a failed attempt: exponential backoff with jitter.

    Args:
        attempt: The number of the failed attempt, from 1.
        random: A number between 0 and 1, for jitter between jobs that failed together.
        at_least: The minimum in seconds, if the other side requested one.
    """
    longest = min(MOST_SECONDS, FIRST_SECONDS * 2 ** (attempt - 1))
    seconds = longest * (1 + random) / 2
    return dt.timedelta(seconds=max(seconds, at_least or 0))
