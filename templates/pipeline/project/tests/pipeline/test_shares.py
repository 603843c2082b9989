"""How many items of which run a process claims."""

from uuid import uuid4

from app.pipeline.due import DueRun
from app.pipeline.outcome import Claim
from app.pipeline.parking import Parking
from app.pipeline.shares import MOST_TURNS, Quiet, Shares, Turns, one_item
from app.pipeline.window import Window
from tests.factories.counter import next_number


def make_run(batch_size: int = 10) -> DueRun:
    """Return a run with due items."""
    return DueRun(uuid4(), "articles", batch_size, 3)


def add_claims(window: Window, run: DueRun, number: int) -> None:
    """Add claims of a run to a window."""
    for _ in range(number):
        claim = Claim(next_number(), 1, run.id, uuid4(), "articles", 0, 3)
        window.add(claim, run.batch_size)


def test_runs_take_turns() -> None:
    runs = [make_run() for _ in range(3)]
    turns = Turns()

    order = []
    for _ in range(6):
        first = turns.order(runs)[0]
        turns.note(first.id)
        order.append(first)

    assert order == runs * 2
    new = make_run()
    assert turns.order([*runs, new])[0] == new


def test_few_turns_are_remembered() -> None:
    turns = Turns()
    old, late = make_run(), make_run()
    turns.note(old.id)
    turns.note(late.id)
    for _ in range(MOST_TURNS - 1):
        turns.note(make_run().id)

    assert turns.order([late, old]) == [old, late]


def test_runs_share_the_capacity() -> None:
    window = Window(capacity=15)
    shares = Shares(window, Parking())
    first, second, third = make_run(), make_run(batch_size=8), make_run()

    assert shares.of([first, second, third]) == {first: 10, second: 5}
    add_claims(window, first, 6)
    # The third has waited longest; the first has less than half of its share free.
    assert shares.of([first, second, third]) == {third: 9}
    assert one_item([first, second]) == {first: 1}
    assert one_item([]) == {}


def test_after_parking_one_item_is_a_probe() -> None:
    now = 0.0
    parking = Parking(clock=lambda: now)
    window = Window()
    shares = Shares(window, parking)
    run = make_run()

    parking.park("articles", 30)
    assert parking.open_pipelines(["articles", "others"]) == ["others"]
    now = 30.0
    assert parking.open_pipelines(["articles"]) == ["articles"]
    assert shares.of([run]) == {run: 1}
    add_claims(window, run, 1)
    assert shares.of([run]) == {}
    parking.free("articles")
    assert shares.of([run]) == {run: 9}


def test_parking_is_never_shortened() -> None:
    now = 0.0
    parking = Parking(clock=lambda: now)

    parking.park("articles", 30)
    parking.park("articles", 1)
    now = 29.0

    assert parking.is_parked("articles")


def test_a_pause_ends_when_a_full_run_has_room() -> None:
    quiet = Quiet(seconds=1)
    first, second = uuid4(), uuid4()

    quiet.begin(10, {first})
    assert quiet.lasts(10.9, {first})
    assert quiet.lasts(10.9, {first, second})
    assert not quiet.lasts(10.9, {second})
    assert not quiet.lasts(11, {first})
    quiet.end()
    assert not quiet.lasts(10, {first})
