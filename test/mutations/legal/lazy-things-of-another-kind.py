# The word in other places.
# into: app/utils/lists.py
from typing import Any


def relationship(one: str, other: str, lazy: str = "select") -> str:
    """Return how two people stand."""
    return f"{one} and {other}: {lazy}"


def described(options: dict[str, Any]) -> str:
    """Return how the two whom options name stand."""
    return relationship("a", "b", lazy="dynamic") + str(options.get("backref"))
