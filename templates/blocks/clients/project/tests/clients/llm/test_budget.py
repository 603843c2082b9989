"""The budget, on a clock of its own."""

import pytest

from app.clients.llm.budget import TokenBudget
from app.clients.llm.port import LLMUnavailableError
from tests.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def budget(clock: FakeClock) -> TokenBudget:
    return TokenBudget(100, window_seconds=60, clock=clock)


def test_what_would_go_over_it_is_refused_and_told_when_to_come_back(
    budget: TokenBudget, clock: FakeClock
) -> None:
    budget.reserve(100)
    clock.advance(20.5)

    with pytest.raises(LLMUnavailableError) as caught:
        budget.reserve(1)

    assert caught.value.headers == {"Retry-After": "40"}


def test_calls_that_are_under_way_count(budget: TokenBudget) -> None:
    budget.reserve(60)

    with pytest.raises(LLMUnavailableError):
        budget.reserve(60)


def test_what_was_not_used_is_given_back(budget: TokenBudget) -> None:
    budget.reserve(100)
    budget.settle(100, 40)

    budget.reserve(60)

    with pytest.raises(LLMUnavailableError):
        budget.reserve(1)


def test_a_new_window_begins_with_nothing_spent(budget: TokenBudget, clock: FakeClock) -> None:
    budget.reserve(100)
    clock.advance(60)
    budget.reserve(100)

    budget.settle(100, 0)
    budget.settle(100, 0)

    budget.reserve(100)
    with pytest.raises(LLMUnavailableError):
        budget.reserve(1)
