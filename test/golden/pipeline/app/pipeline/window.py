"""What a process has in hand. Pure: no clock, no database."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from app.pipeline.outcome import Claim

# The most items in hand of one process, over all runs.
CAPACITY = 100


class Window:
    """The claims in hand, at most `batch_size` of each run.

    It is topped up when half of it is free, so that one claim serves many items, and no item waits
    for the slowest of a batch.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._claims: dict[int, Claim] = {}
        self._batch_sizes: dict[UUID, int] = {}
        self._in_hand: Counter[UUID] = Counter()

    def __len__(self) -> int:
        """Return the number of claims in hand."""
        return len(self._claims)

    def __iter__(self) -> Iterator[Claim]:
        """Iterate over a copy of the claims in hand."""
        return iter(list(self._claims.values()))

    def get(self, item_id: int) -> Claim | None:
        """Return the claim of an item, if it is in hand."""
        return self._claims.get(item_id)

    def add(self, claim: Claim, batch_size: int) -> None:
        """Add a claim; it replaces an earlier one of the same item."""
        self.remove(self._claims.get(claim.item_id))
        self._claims[claim.item_id] = claim
        self._batch_sizes[claim.run_id] = batch_size
        self._in_hand[claim.run_id] += 1

    def remove(self, claim: Claim | None) -> None:
        """Remove a claim, unless a later one has replaced it."""
        if claim is None or self._claims.get(claim.item_id) != claim:
            return
        del self._claims[claim.item_id]
        self._in_hand[claim.run_id] -= 1
        if not self._in_hand[claim.run_id]:
            del self._in_hand[claim.run_id], self._batch_sizes[claim.run_id]

    def room(self, run_id: UUID, batch_size: int) -> int:
        """Return how many items of a run to claim; 0 if less than half of its share is free."""
        size = min(batch_size, self._capacity)
        free = min(size - self._in_hand[run_id], self.capacity)
        return free if 2 * free >= size else 0

    def full_runs(self) -> list[UUID]:
        """Return the runs with items in hand that have no room."""
        return [run for run, size in self._batch_sizes.items() if not self.room(run, size)]

    @property
    def capacity(self) -> int:
        """How many more items the process can take."""
        return self._capacity - len(self)

    @property
    def has_suspect(self) -> bool:
        """Whether an item is in hand that must run alone."""
        return any(claim.is_suspect for claim in self._claims.values())
