"""Find what a loop adds to a list, and whether the list keeps everything."""

import ast
import re
from typing import TypeAlias

from architect_guard.outcomes import names_in
from architect_guard.source import Module
from architect_guard.values import given

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.While
# Methods that add many items, and methods that add one.
MANY = frozenset({"extend", "update"})
ONE = frozenset({"add", "append", "insert"})
LISTS = (ast.List, ast.Dict, ast.Set, ast.ListComp)
MAKERS = ("list", "dict", "set", "deque", "defaultdict")
EMPTYING = frozenset({"clear", "pop", "popleft"})


def addition(node: ast.AST) -> tuple[ast.expr | None, ast.expr | None, bool]:
    """Return the collection, the added value, and whether that is a single item."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.BitOr):
        return node.target, node.value, False
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        return node.targets[0].value, node.value, True
    if isinstance(node, ast.Assign) and names_in(node.targets[0]) & names_in(node.value):
        is_sum = isinstance(node.value, ast.BinOp | ast.List | ast.Dict)
        return (node.targets[0], node.value, False) if is_sum else (None, None, False)
    func = node.func if isinstance(node, ast.Call) else None
    if isinstance(node, ast.Call) and isinstance(func, ast.Attribute) and node.args:
        takes = func.attr in MANY | ONE
        return (func.value, node.args[-1], func.attr in ONE) if takes else (None, None, False)
    return None, None, False


def is_list(module: Module, node: ast.AST, taker: ast.expr) -> bool:
    """Return whether an expression is a collection, judged by its first value."""
    if isinstance(node, ast.Call):
        return True
    return any(
        isinstance(value, LISTS)
        or (isinstance(value, ast.Call) and ast.unparse(value.func).endswith(MAKERS))
        for value in given(module, taker)
        if isinstance(taker, ast.Name | ast.Attribute)
    )


def is_kept(taker: ast.expr, inner: list[ast.AST]) -> bool:
    """Return whether a list grows in a loop: it is not replaced, emptied or limited."""
    shown = ast.unparse(taker)
    counted = {shown}
    asked = {name for node in inner if isinstance(node, ast.Await) for name in names_in(node)}
    for node in inner:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            is_new = shown in map(ast.unparse, targets)
            if is_new and node.value is not None and shown not in ast.unparse(node.value):
                return False
        is_emptied = isinstance(node, ast.Attribute) and node.attr in EMPTYING
        if is_emptied and isinstance(node, ast.Attribute) and ast.unparse(node.value) == shown:
            return False
        if isinstance(node, ast.AugAssign) and ast.unparse(node.target) not in asked:
            counted.add(ast.unparse(node.target))
    ends = (ast.Break, ast.Return, ast.Raise)
    results = results_in(inner)
    return not any(
        isinstance(node, ast.If)
        and any(isinstance(each, ends) for each in ast.walk(node))
        and any(limits(part, counted, results) for part in parts_of_test(node.test))
        for node in inner
    )


def parts_of_test(test: ast.expr) -> list[ast.expr]:
    """Return the conditions that `and` and `or` connect."""
    if not isinstance(test, ast.BoolOp):
        return [test]
    return [part for each in test.values for part in parts_of_test(each)]


def limits(condition: ast.expr, counted: set[str], results: set[str]) -> bool:
    """Return whether a condition compares a counted name with a limit.

    The total that a query returned is the end of the data, not a limit.
    """
    text = ast.unparse(condition)
    is_counted = any(re.search(rf"\b{re.escape(name)}\b", text) for name in counted)
    return is_counted and not names_in(condition) & results


def results_in(inner: list[ast.AST]) -> set[str]:
    """Return the names that hold awaited results."""
    return {
        name
        for node in inner
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Await)
        for target in node.targets
        for name in names_in(target)
    }
