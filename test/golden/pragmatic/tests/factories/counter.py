"""Unique numbers for test factories."""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeAlias

# A function that creates a row through the API and returns the response body.
Factory: TypeAlias = Callable[..., Awaitable[dict[str, Any]]]

_numbers = count(1)


def next_number() -> int:
    """Return a number that is unique in this test run."""
    return next(_numbers)
