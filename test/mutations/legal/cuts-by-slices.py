# A slice by a name, or of a text; a loop that counts, and one that passes over what is missing.
# into: app/services/cut_slices.py
"""What is cut by slices."""

from contextlib import suppress
from itertools import count

MAX_SHOWN = 100
MAX_ATTEMPTS = 5
HEAD = slice(0, 4)


def shown(rows: list[int], year: str) -> tuple[list[int], str]:
    """Return the first of them."""
    return rows[slice(MAX_SHOWN)], str(year)[slice(0, 40)] + year[HEAD]


def free(taken: set[str]) -> str:
    """Return a name that nobody has."""
    for number in count(2):
        if number > 10 and f"name-{number}" not in taken:
            return f"name-{number}"
    raise AssertionError


def known(rows: dict[str, int], names: list[str]) -> list[int]:
    """Return what is known."""
    found = []
    for name in names:
        with suppress(KeyError):
            found.append(rows[name])
    return found
