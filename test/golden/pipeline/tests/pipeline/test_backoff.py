"""When failed items are tried again."""

import pytest

from app.pipeline.backoff import Backoff


@pytest.mark.parametrize(
    ("failures", "fraction", "seconds"),
    [(1, 1, 5), (2, 1, 10), (3, 1, 20), (3, 0.5, 10), (3, 0, 0), (8, 1, 600), (10**6, 1, 600)],
)
def test_the_wait_doubles_up_to_a_limit(failures: int, fraction: float, seconds: float) -> None:
    assert Backoff(rng=lambda: fraction).delay(failures) == seconds


@pytest.mark.parametrize(
    ("retry_after", "seconds"), [(None, 5), (0, 5), (-1, 5), (60, 60), (10**9, 3600)]
)
def test_the_service_may_ask_for_a_longer_wait(retry_after: float | None, seconds: float) -> None:
    assert Backoff(rng=lambda: 1).delay(1, retry_after) == seconds
