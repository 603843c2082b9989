"""What comes batch by batch is saved batch by batch, and never gathered in one list.

A loop that ends itself when it has enough is bounded, and so is a list that is emptied on the way.
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
    "A list of all results grows until the process is killed, and takes what is not saved with it."
)
INSTEAD = """
for batch in batched(items, BATCH):
    await self._save(await self._process(batch))
"""
Made: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp
BATCHES = re.compile(r"batch|page|chunk|portion")


def check(project: Project) -> Iterator[Broken]:
    """Yield each place where a list takes what was waited for in a loop."""
    for module in project.modules():
        loops: list[Loop] = module.all(ast.For, ast.AsyncFor, ast.While)
        for loop in loops:
            is_outermost = loop_around(module, loop) is None
            if is_outermost and isinstance(module.function_of(loop), ast.AsyncFunctionDef):
                yield from accumulated(module, loop)
        made: list[Made] = module.all(ast.ListComp, ast.SetComp, ast.DictComp)
        for comprehension in made:
            if is_accumulating(comprehension):
                what = "a list of all batches: it grows with what there is to do"
                yield Broken(module, comprehension, what)


def loop_around(module: Module, node: ast.AST) -> ast.AST | None:
    """Return the loop of the same function that a node stands in."""
    at = module.parent(node)
    while at is not None and not isinstance(at, ast.FunctionDef | ast.AsyncFunctionDef):
        if isinstance(at, Loop):
            return at
        at = module.parent(at)
    return None


def accumulated(module: Module, loop: Loop) -> Iterator[Broken]:
    """Yield what a loop, with those in it, adds to a list that is older than itself."""
    if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Tuple | ast.List):
        return  # So many as are written there.
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
            what = f"`{shown}` gathers the results of all rounds: save those of each at once"
            yield Broken(module, node, what, f"await self._save({ast.unparse(value)})")


def awaited_in(loop: Loop, inner: list[ast.AST]) -> set[str]:
    """Return the names that hold what a loop waited for."""
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
    """Tell whether something is waited for in an expression."""
    return any(isinstance(each, ast.Await) for each in ast.walk(node))


def in_batches(loop: Loop) -> bool:
    """Tell whether a loop goes from batch to batch, by what is named in its head."""
    head = [loop.test] if isinstance(loop, ast.While) else [loop.target, loop.iter]
    is_stepped = isinstance(loop, ast.For) and ast.unparse(loop.iter).count(",") > 1
    by_range = is_stepped and ast.unparse(head[-1]).startswith("range(")
    named = any(BATCHES.search(ast.unparse(each).lower()) for each in head)
    first = loop.body[0]
    is_paging = isinstance(first, ast.Assign) and bool(BATCHES.search(ast.unparse(first).lower()))
    return by_range or named or (is_paging and isinstance(loop, ast.While))


def is_accumulating(node: Made) -> bool:
    """Tell whether a comprehension puts what is waited for in many rounds into one list."""
    first, *others = node.generators
    if others:
        is_awaited = any(has_await(each.iter) for each in others)
        names = names_in(first.target)
        is_stream = bool(first.is_async) and any(names & names_in(each.iter) for each in others)
        return is_awaited or is_stream
    head = f"{ast.unparse(first.target)} {ast.unparse(first.iter)}".lower()
    value = node.value if isinstance(node, ast.DictComp) else node.elt
    return bool(BATCHES.search(head)) and (has_await(value) or bool(first.is_async))
