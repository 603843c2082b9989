"""Find code that copies the attributes of one object by hand."""

import ast
from collections.abc import Iterable

# From this number of attributes on, it counts as a copy.
PICKED = 2


def most_picked(owners: Iterable[str]) -> str:
    """Return the common object of several attributes; empty if there is none."""
    every = list(owners)
    return next((each for each in every if each and every.count(each) >= PICKED), "")


def picked_in_dictionary(node: ast.expr | None) -> str:
    """Return the object whose attributes a dictionary copies; empty if there is none."""
    values = node.values if isinstance(node, ast.Dict) else []
    owners = [
        inner.value.id
        for value in values
        for inner in ast.walk(value)
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name)
    ]
    # A class and `self` are not rows.
    return most_picked(
        each for each in owners if not each[0].isupper() and each not in {"cls", "self"}
    )
