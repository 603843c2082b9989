"""Backoff between the attempts at a job."""

import pytest

from app.jobs.backoff import MOST_SECONDS, delay


@pytest.mark.parametrize(
    ("attempt", "random", "seconds"),
    [(1, 0.0, 2.5), (1, 1.0, 5), (2, 1.0, 10), (3, 0.5, 15), (99, 1.0, MOST_SECONDS)],
)
def test_delays_grow_exponentially_and_have_jitter(
    attempt: int, random: float, seconds: float
) -> None:
    assert delay(attempt, random).total_seconds() == seconds


def test_the_other_side_may_request_a_longer_delay_only() -> None:
    assert delay(1, 1.0, at_least=60).total_seconds() == 60
    assert delay(1, 1.0, at_least=1).total_seconds() == 5
