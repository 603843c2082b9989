"""How many items of which run a process claims. Pure: no clock, no database."""

from collections.abc import Collection, Sequence
from uuid import UUID

from app.pipeline.due import DueRun
from app.pipeline.parking import Parking
from app.pipeline.window import Window

# The most runs whose turns are remembered.
MOST_TURNS = 1000


class Turns:
    """The order in which runs are worked on: the one that has waited longest comes first."""

    def __init__(self) -> None:
        self._last: dict[UUID, int] = {}
        self._number = 0

    def order(self, runs: Sequence[DueRun]) -> list[DueRun]:
        """Return the runs in their order; those of equal turns keep theirs."""
        return sorted(runs, key=lambda run: self._last.get(run.id, 0))

    def note(self, run_id: UUID) -> None:
        """Note that it was the turn of a run."""
        self._number += 1
        # Again at the end, so that the oldest ones are first.
        self._last.pop(run_id, None)
        self._last[run_id] = self._number
        while len(self._last) > MOST_TURNS:
            del self._last[next(iter(self._last))]


class Shares:
    """Shares the capacity of a process among runs, in turns.

    Args:
        window: The claims in hand.
        parking: Knows the pipelines whose service cannot be called.
    """

    def __init__(self, window: Window, parking: Parking) -> None:
        self._window = window
        self._parking = parking
        self._turns = Turns()

    def of(self, runs: Sequence[DueRun]) -> dict[DueRun, int]:
        """Return how many items to claim of which runs."""
        shares: dict[DueRun, int] = {}
        left = self._window.capacity
        for run in self._turns.order(runs):
            room = min(self._window.room(run.id, run.batch_size), left)
            in_hand = sum(claim.pipeline == run.pipeline for claim in self._window)
            most = self._parking.most(run.pipeline, room, in_hand)
            if most:
                shares[run] = most
                left -= most
                self._turns.note(run.id)
        return shares


def one_item(runs: Sequence[DueRun]) -> dict[DueRun, int]:
    """Return that one item of the first run is claimed."""
    return dict.fromkeys(runs[:1], 1)


class Quiet:
    """A pause after nothing was due, so that each finished item does not cause a query.

    Args:
        seconds: Its length.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = 0.0
        self._full: frozenset[UUID] = frozenset()

    def begin(self, now: float, full: Collection[UUID]) -> None:
        """Begin the pause; some runs were full, and may have due items."""
        self._until = now + self._seconds
        self._full = frozenset(full)

    def lasts(self, now: float, full: Collection[UUID]) -> bool:
        """Return whether the pause lasts: it ends when one of the full runs has room."""
        return now < self._until and self._full.issubset(full)

    def end(self) -> None:
        """End the pause."""
        self._until = 0.0
