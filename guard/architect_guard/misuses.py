"""What is done with a coroutine by somebody who takes it for its result."""

import ast

from architect_guard.source import Module

# What a coroutine or a task has itself: to ask for these is no use of its result.
OWN = frozenset({"close", "send", "throw", "__await__"})
# What they say that they return is to be awaited, or may be.
PROMISES = ("Any", "Awaitable", "Coroutine", "Future", "Task", "object")


def misuse_of(module: Module, handed: ast.AST, taker: ast.AST | None) -> str:
    """Return what somebody does with a value who takes it for the result, or nothing."""
    if isinstance(taker, ast.Return) and is_result(module.function_of(taker)):
        return "returns the coroutine itself"
    return next((said for said, is_done in MISUSES.items() if is_done(taker, handed)), "")


def is_result(function: ast.AST | None) -> bool:
    """Tell whether what a function returns is its result, and nothing that its caller awaits."""
    if not isinstance(function, ast.AsyncFunctionDef) or function.returns is None:
        return False
    return not any(each in ast.unparse(function.returns) for each in PROMISES)


def is_asked(taker: ast.AST | None, handed: ast.AST) -> bool:
    """Tell whether something is taken out of a value."""
    if isinstance(taker, ast.Attribute):
        return taker.attr not in OWN
    if isinstance(taker, ast.Assign):
        return isinstance(taker.targets[0], ast.Tuple | ast.List)
    return isinstance(taker, ast.Subscript) and handed is taker.value


def is_tested(taker: ast.AST | None, handed: ast.AST) -> bool:
    """Tell whether a value is only looked at to decide."""
    if isinstance(taker, ast.If | ast.While | ast.IfExp | ast.Assert):
        return handed is taker.test
    if isinstance(taker, ast.BoolOp):
        return handed is not taker.values[-1]
    return isinstance(taker, ast.Compare)


def is_looped(taker: ast.AST | None, handed: ast.AST) -> bool:
    """Tell whether something loops over a value."""
    return isinstance(taker, ast.For | ast.comprehension) and handed is taker.iter


def is_computed(taker: ast.AST | None, _handed: ast.AST) -> bool:
    """Tell whether a value is a part of another one."""
    return isinstance(taker, ast.FormattedValue | ast.BinOp | ast.UnaryOp | ast.AugAssign)


MISUSES = {
    "takes something out of the coroutine itself": is_asked,
    "tests the coroutine itself, which is always true": is_tested,
    "loops over the coroutine itself": is_looped,
    "computes with the coroutine itself": is_computed,
}
