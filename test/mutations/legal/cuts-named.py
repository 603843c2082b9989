# The cut has a name, or comes in.
# into: app/services/cut_names.py
"""What is cut."""

from collections.abc import Sequence

MAX_SHOWN = 100
MAX_ATTEMPTS = 3


def shown(rows: Sequence[int], most: int = MAX_SHOWN) -> Sequence[int]:
    """Return the first of them."""
    return rows[:MAX_SHOWN][:most]


def attempts() -> list[int]:
    """Return the numbers of all attempts."""
    numbers = []
    for attempt in range(MAX_ATTEMPTS):
        numbers.append(attempt)
    return numbers
