"""Numbers that make the bodies of factories differ."""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeAlias

# A function that creates one thing in the running app and returns it as a client sees it.
Factory: TypeAlias = Callable[..., Awaitable[dict[str, Any]]]

_numbers = count(1)


def next_number() -> int:
    """Return a number that no body has used in this run."""
    return next(_numbers)
