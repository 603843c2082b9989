"""Seats: so many a user, and free again afterwards."""

from contextlib import suppress
from uuid import uuid4

import pytest

from app.realtime.seats import NoSeatError, Seats


def test_a_user_has_so_many_and_others_theirs() -> None:
    seats, ada, grace = Seats(2), uuid4(), uuid4()
    with seats.taken(ada), seats.taken(ada), seats.taken(grace):
        with pytest.raises(NoSeatError), seats.taken(ada):
            pytest.fail("a third one was free")
        with seats.taken(grace):
            pass


def test_a_seat_is_free_again_however_it_was_left() -> None:
    seats, user_id = Seats(1), uuid4()
    with suppress(RuntimeError), seats.taken(user_id):
        raise RuntimeError("gone without a word")

    # Nor is anybody remembered who has none.
    assert not seats._taken
    with seats.taken(user_id):
        pass
