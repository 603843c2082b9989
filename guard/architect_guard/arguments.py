"""Match the arguments of a call to parameters."""

import ast
from collections.abc import Iterator, Sequence

from architect_guard.source import Function


def argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """Return the argument with a name or at a position, or `None`."""
    named = next((each.value for each in call.keywords if each.arg == name), None)
    if named is None and position < len(call.args):
        return call.args[position]
    return named


def unpacks(call: ast.Call) -> bool:
    """Return whether a call unpacks arguments: `*args` or `**options`."""
    starred = any(isinstance(each, ast.Starred) for each in call.args)
    return starred or any(each.arg is None for each in call.keywords)


def parameters_of(function: Function) -> list[str]:
    """Return the parameter names of a function, in order."""
    every = function.args
    return [each.arg for each in (*every.posonlyargs, *every.args, *every.kwonlyargs)]


def taken(call: ast.Call, parameters: Sequence[str], name: str) -> Iterator[ast.expr]:
    """Yield the argument that a call passes for a parameter."""
    placed = [each for each in parameters if each not in {"self", "cls"}]
    yield from (each.value for each in call.keywords if each.arg == name)
    if name in placed[: len(call.args)]:
        yield call.args[placed.index(name)]
