"""Save each batch as it is processed; do not collect all batches in a list.

A loop that stops at a limit is accepted, and so is a list that is emptied inside the loop.
"""

import ast
import re
from collections.abc import Iterator
from typing import TypeAlias

from architect_guard.accumulating import Loop, addition, is_kept, is_list
from architect_guard.outcomes import names_in, parts_of
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = (
    "A list of all results grows until the process runs out of memory, and unsaved results are "
    "lost."
)
INSTEAD = """
for batch in batched(items, BATCH):
    await self._save(await self._process(batch))
"""
Made: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp
BATCHES = re.compile(r"batch|page|chunk|portion")


def check(project: Project) -> Iterator[Broken]:
    """Yield places that collect awaited results of a loop in a list."""
    for module in project.modules():
        loops: list[Loop] = module.all(ast.For, ast.AsyncFor, ast.While)
        for loop in loops:
            is_outermost = loop_around(module, loop) is None
            if is_outermost and isinstance(module.function_of(loop), ast.AsyncFunctionDef):
                yield from accumulated(module, loop)
        made: list[Made] = module.all(ast.ListComp, ast.SetComp, ast.DictComp)
        for comprehension in made:
            if is_accumulating(comprehension):
                what = "collects all batches in a list, which grows with the input"
                yield Broken(module, comprehension, what)


def loop_around(module: Module, node: ast.AST) -> ast.AST | None:
    """Return the enclosing loop in the same function."""
    at = module.parent(node)
    while at is not None and not isinstance(at, ast.FunctionDef | ast.AsyncFunctionDef):
        if isinstance(at, Loop):
            return at
        at = module.parent(at)
    return None


def accumulated(module: Module, loop: Loop) -> Iterator[Broken]:
    """Yield what a loop and its nested loops add to a list from outside the loop."""
    if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Tuple | ast.List):
        return  # The number of items is fixed in the source.
    inner = [node for each in loop.body for node in ast.walk(each)]
    fresh = awaited_in(loop, inner)
    for node in inner:
        taker, value, takes_one = addition(node)
        if taker is None or value is None:
            continue
        is_fresh = has_await(value) or bool(names_in(value) & fresh)
        is_all = is_fresh and (in_batches(loop) or not takes_one)
        if is_all and is_list(module, node, taker) and is_kept(taker, inner):
            shown = ast.unparse(taker)
            what = f"`{shown}` collects the results of all iterations: save each batch in its own"
            yield Broken(module, node, what, f"await self._save({ast.unparse(value)})")


def awaited_in(loop: Loop, inner: list[ast.AST]) -> set[str]:
    """Return the names that hold awaited results of a loop."""
    names = set()
    for each in ast.walk(loop.test) if isinstance(loop, ast.While) else ():
        if isinstance(each, ast.NamedExpr) and has_await(each.value):
            names.add(each.target.id)
    if isinstance(loop, ast.AsyncFor) and in_batches(loop):
        names.update(names_in(loop.target))
    for node in inner:
        if isinstance(node, ast.Assign) and has_await(node.value):
            names.update(*map(names_in, node.targets))
        if isinstance(node, ast.AsyncFor) and in_batches(node):
            names.update(names_in(node.target))
    return parts_of(loop, None, names)


def has_await(node: ast.AST) -> bool:
    """Return whether an expression contains an `await`."""
    return any(isinstance(each, ast.Await) for each in ast.walk(node))


def in_batches(loop: Loop) -> bool:
    """Return whether a loop iterates over batches, judged by the names in its header."""
    head = [loop.test] if isinstance(loop, ast.While) else [loop.target, loop.iter]
    is_stepped = isinstance(loop, ast.For) and ast.unparse(loop.iter).count(",") > 1
    by_range = is_stepped and ast.unparse(head[-1]).startswith("range(")
    named = any(BATCHES.search(ast.unparse(each).lower()) for each in head)
    first = loop.body[0]
    is_paging = isinstance(first, ast.Assign) and bool(BATCHES.search(ast.unparse(first).lower()))
    return by_range or named or (is_paging and isinstance(loop, ast.While))


def is_accumulating(node: Made) -> bool:
    """Return whether a comprehension collects the awaited results of batches in one list."""
    first, *others = node.generators
    if others:
        is_awaited = any(has_await(each.iter) for each in others)
        names = names_in(first.target)
        is_stream = bool(first.is_async) and any(names & names_in(each.iter) for each in others)
        return is_awaited or is_stream
    head = f"{ast.unparse(first.target)} {ast.unparse(first.iter)}".lower()
    value = node.value if isinstance(node, ast.DictComp) else node.elt
    return bool(BATCHES.search(head)) and (has_await(value) or bool(first.is_async))
