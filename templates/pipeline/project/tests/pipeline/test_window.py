"""What a process has in hand."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from app.pipeline.outcome import Claim
from app.pipeline.window import Window
from tests.factories.counter import next_number

RUN, OTHER = uuid4(), uuid4()


def claim(run_id: UUID = RUN) -> Claim:
    """Return a claim of another item each time."""
    return Claim(next_number(), 1, run_id, uuid4(), "articles", 0, 3)


def filled(number: int, batch_size: int = 10, capacity: int = 100) -> Window:
    """Return a window with some claims of one run."""
    window = Window(capacity)
    for _ in range(number):
        window.add(claim(), batch_size)
    return window


@pytest.mark.parametrize(
    ("in_hand", "batch_size", "room"),
    [(0, 10, 10), (5, 10, 5), (6, 10, 0), (10, 10, 0), (0, 1, 1), (1, 1, 0), (1, 3, 2), (2, 3, 0)],
)
def test_it_is_topped_up_when_half_is_free(in_hand: int, batch_size: int, room: int) -> None:
    window = filled(in_hand, batch_size)

    assert window.room(RUN, batch_size) == room
    assert window.full_runs() == ([RUN] if in_hand and not room else [])


def test_runs_share_the_capacity() -> None:
    window = filled(10, batch_size=10, capacity=12)

    assert window.room(OTHER, 2) == 2
    assert window.room(OTHER, 10) == 0
    assert window.capacity == 2

    for _ in range(2):
        window.add(claim(OTHER), 2)

    assert window.capacity == 0
    assert set(window.full_runs()) == {RUN, OTHER}


def test_a_later_claim_replaces_an_earlier_one_of_the_item() -> None:
    window = Window()
    first = claim()
    second = replace(first, claims=2)
    window.add(first, 10)
    window.add(second, 10)

    window.remove(first)

    assert list(window) == [second]
    assert window.room(RUN, 2) == 1
    window.remove(second)
    assert (len(window), window.full_runs()) == (0, [])


def test_a_suspect_is_noticed() -> None:
    window = filled(1)
    assert not window.has_suspect

    window.add(replace(claim(), is_suspect=True), 10)

    assert window.has_suspect
