"""How many sockets each user has in this process, and how many they may have."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID


class NoSeatError(Exception):
    """A user has as many sockets as one may have: this one has to try again later."""


class Seats:
    """One for each socket of a user.

    Args:
        per_user: How many a user may have at once.
    """

    def __init__(self, per_user: int) -> None:
        self._per_user = per_user
        self._taken: Counter[UUID] = Counter()

    @contextmanager
    def taken(self, user_id: UUID) -> Generator[None]:
        """Take one for as long as the block; raises `NoSeatError` when there is none left."""
        if self._taken[user_id] >= self._per_user:
            raise NoSeatError
        self._taken[user_id] += 1
        try:
            yield
        finally:
            self._taken[user_id] -= 1
            if not self._taken[user_id]:
                del self._taken[user_id]
