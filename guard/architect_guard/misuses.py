"""Recognise code that uses a coroutine as if it were its result."""

import ast

from architect_guard.source import Module

# Attributes of coroutines and tasks; reading them does not use the result.
OWN = frozenset({"close", "send", "throw", "__await__"})
# Return annotations of awaitable values.
PROMISES = ("Any", "Awaitable", "Coroutine", "Future", "Task", "object")


def misuse_of(module: Module, handed: ast.AST, taker: ast.AST | None) -> str:
    """Return how code uses a coroutine as its result; empty if it does not."""
    if isinstance(taker, ast.Return) and is_result(module.function_of(taker)):
        return "returns the coroutine, not its result"
    return next((said for said, is_done in MISUSES.items() if is_done(taker, handed)), "")


def is_result(function: ast.AST | None) -> bool:
    """Return whether a function returns a result, not an awaitable for its caller."""
    if not isinstance(function, ast.AsyncFunctionDef) or function.returns is None:
        return False
    return not any(each in ast.unparse(function.returns) for each in PROMISES)


def is_asked(taker: ast.AST | None, handed: ast.AST) -> bool:
    """Return whether code reads an attribute or item of a value."""
    if isinstance(taker, ast.Attribute):
        return taker.attr not in OWN
    if isinstance(taker, ast.Assign):
        return isinstance(taker.targets[0], ast.Tuple | ast.List)
    return isinstance(taker, ast.Subscript) and handed is taker.value


def is_tested(taker: ast.AST | None, handed: ast.AST) -> bool:
    """Return whether a value is only used as a condition."""
    if isinstance(taker, ast.If | ast.While | ast.IfExp | ast.Assert):
        return handed is taker.test
    if isinstance(taker, ast.BoolOp):
        return handed is not taker.values[-1]
    return isinstance(taker, ast.Compare)


def is_looped(taker: ast.AST | None, handed: ast.AST) -> bool:
    """Return whether code iterates over a value."""
    return isinstance(taker, ast.For | ast.comprehension) and handed is taker.iter


def is_computed(taker: ast.AST | None, _handed: ast.AST) -> bool:
    """Return whether a value is an operand of an expression."""
    return isinstance(taker, ast.FormattedValue | ast.BinOp | ast.UnaryOp | ast.AugAssign)


MISUSES = {
    "reads from the coroutine, not from its result": is_asked,
    "tests the coroutine, which is always true": is_tested,
    "iterates over the coroutine, not its result": is_looped,
    "computes with the coroutine, not its result": is_computed,
}
