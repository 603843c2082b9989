# A loop that counts tries nothing again.
# into: app/services/counts.py
"""What is counted."""

from itertools import count


def powers() -> list[int]:
    """Return the first powers of two."""
    found = []
    for power in range(8):
        found.append(2**power)
    return found


def dozen(start: int) -> int:
    """Return the next multiple of twelve."""
    number = start
    while number % 12 != 0 and number < start + 12:
        number += 1
    return number


def numbered(stem: str) -> list[str]:
    """Return a few names."""
    return [f"{stem}-{number}" for number, _ in zip(range(2, 10), count(), strict=False)]
