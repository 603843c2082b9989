"""Limits the number of sockets of each user in this process."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID


class NoSeatError(Exception):
    """The user has the maximum number of sockets."""


class Seats:
    """Counts the sockets of each user.

    Args:
        per_user: The maximum number of sockets of a user.
    """

    def __init__(self, per_user: int) -> None:
        self._per_user = per_user
        self._taken: Counter[UUID] = Counter()

    @contextmanager
    def taken(self, user_id: UUID) -> Generator[None]:
        """Count a socket during the block; raises `NoSeatError` at the maximum."""
        if self._taken[user_id] >= self._per_user:
            raise NoSeatError
        self._taken[user_id] += 1
        try:
            yield
        finally:
            self._taken[user_id] -= 1
            if not self._taken[user_id]:
                del self._taken[user_id]
