"""What is put together by hand of the attributes of one thing."""

import ast
from collections.abc import Iterable

# So many attributes of one thing, put together again, are a copy that was made by hand.
PICKED = 2


def most_picked(owners: Iterable[str]) -> str:
    """Return what several of some attributes are of, if they are; nothing has no name."""
    every = list(owners)
    return next((each for each in every if each and every.count(each) >= PICKED), "")


def picked_in_dictionary(node: ast.expr | None) -> str:
    """Return what a dictionary takes several attributes of under fixed names, if it does."""
    values = node.values if isinstance(node, ast.Dict) else []
    owners = [
        inner.value.id
        for value in values
        for inner in ast.walk(value)
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name)
    ]
    # The columns of a class, and what the repository has itself, are no row.
    return most_picked(
        each for each in owners if not each[0].isupper() and each not in {"cls", "self"}
    )
