"""Which argument of a call which parameter takes."""

import ast
from collections.abc import Iterator, Sequence

from architect_guard.source import Function


def argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """Return what a call passes under a name or at a position, if it does."""
    named = next((each.value for each in call.keywords if each.arg == name), None)
    if named is None and position < len(call.args):
        return call.args[position]
    return named


def unpacks(call: ast.Call) -> bool:
    """Tell whether a call passes more than its text says: `*args` or `**options`."""
    starred = any(isinstance(each, ast.Starred) for each in call.args)
    return starred or any(each.arg is None for each in call.keywords)


def parameters_of(function: Function) -> list[str]:
    """Return the names of what a function takes, in their order."""
    every = function.args
    return [each.arg for each in (*every.posonlyargs, *every.args, *every.kwonlyargs)]


def taken(call: ast.Call, parameters: Sequence[str], name: str) -> Iterator[ast.expr]:
    """Yield the argument of a call that a parameter takes."""
    placed = [each for each in parameters if each not in {"self", "cls"}]
    yield from (each.value for each in call.keywords if each.arg == name)
    if name in placed[: len(call.args)]:
        yield call.args[placed.index(name)]
