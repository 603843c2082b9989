"""Follow values: where an expression's value goes, and where a name is used."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from architect_guard.source import Module
from architect_guard.values import SCOPES

# Expressions that pass on the value of a child.
TRANSPARENT = (ast.IfExp, ast.NamedExpr, ast.Starred)


@cache
def names_read(module: Module) -> dict[tuple[ast.AST, str], list[ast.Name]]:
    """Return the reads of names, by function and name."""
    found: defaultdict[tuple[ast.AST, str], list[ast.Name]] = defaultdict(list)
    for name in module.all(ast.Name):
        if not isinstance(name.ctx, ast.Load):
            continue
        # A read in a nested function counts for the enclosing ones.
        at: ast.AST | None = name
        while at is not None:
            at = module.within(at, *SCOPES)
            if at is not None:
                found[at, name.id].append(name)
    return found


def uses(module: Module, node: ast.AST, name: str) -> Sequence[ast.Name]:
    """Return the reads of a name in the enclosing function of a node."""
    scope = module.within(node, *SCOPES)
    return names_read(module).get((scope or module.tree, name), ())


def goes_to(module: Module, node: ast.AST) -> tuple[ast.AST, ast.AST | None]:
    """Return the node that passes on the value of an expression, and the node that receives it.

    Expressions that only pass the value on, e.g. `a if b else c`, are skipped.
    """
    handed, taker = node, module.parent(node)
    while taker is not None:
        is_value = not isinstance(taker, ast.IfExp) or handed is not taker.test
        is_last = isinstance(taker, ast.BoolOp) and handed is taker.values[-1]
        if not (is_last or (isinstance(taker, TRANSPARENT) and is_value)):
            break
        handed, taker = taker, module.parent(taker)
    return handed, taker


def target_of(assigned: ast.AST | None) -> str:
    """Return the single name that a statement assigns to; empty if none."""
    if isinstance(assigned, ast.Assign) and len(assigned.targets) == 1:
        target = assigned.targets[0]
    elif isinstance(assigned, ast.AnnAssign):
        target = assigned.target
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""


def paths(module: Module, node: ast.expr) -> Iterator[set[str]]:
    """Yield the methods called on a result, one set per use."""
    _, taker = goes_to(module, node)
    if isinstance(taker, ast.Await):
        yield from paths(module, taker)
    elif isinstance(taker, ast.Attribute):
        called = module.parent(taker)
        after = paths(module, called) if isinstance(called, ast.Call) else iter([set[str]()])
        for path in after:
            yield path | {taker.attr}
    elif uses(module, node, target_of(taker)):
        for use in uses(module, node, target_of(taker)):
            yield from paths(module, use)
    else:
        yield set()
