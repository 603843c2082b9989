"""Seats: a maximum per user, and released afterwards."""

from contextlib import suppress
from uuid import uuid4

import pytest

from app.realtime.seats import NoSeatError, Seats


def test_the_number_of_seats_per_user_is_limited() -> None:
    seats, ada, grace = Seats(2), uuid4(), uuid4()
    with seats.taken(ada), seats.taken(ada), seats.taken(grace):
        with pytest.raises(NoSeatError), seats.taken(ada):
            pytest.fail("a third one was free")
        with seats.taken(grace):
            pass


def test_a_seat_is_released_after_an_error() -> None:
    seats, user_id = Seats(1), uuid4()
    with suppress(RuntimeError), seats.taken(user_id):
        raise RuntimeError("disconnected")

    # Users without sockets are not counted.
    assert not seats._taken
    with seats.taken(user_id):
        pass
