"""What becomes of a value: where the expression that made it leads, and who uses a name."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from architect_guard.source import Module
from architect_guard.values import SCOPES

# What passes on one of its parts as its own value.
TRANSPARENT = (ast.IfExp, ast.NamedExpr, ast.Starred)
# What holds what is in it.
CONTAINERS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.GeneratorExp)


@cache
def names_read(module: Module) -> dict[tuple[ast.AST, str], list[ast.Name]]:
    """Return where names are read, by the function that they are read in, and by name."""
    found: defaultdict[tuple[ast.AST, str], list[ast.Name]] = defaultdict(list)
    for name in module.all(ast.Name):
        if not isinstance(name.ctx, ast.Load):
            continue
        # What a nested function reads, the one around it has.
        at: ast.AST | None = name
        while at is not None:
            at = module.within(at, *SCOPES)
            if at is not None:
                found[at, name.id].append(name)
    return found


def uses(module: Module, node: ast.AST, name: str) -> Sequence[ast.Name]:
    """Return where a name is read in the function that a node stands in."""
    scope = module.within(node, *SCOPES)
    return names_read(module).get((scope or module.tree, name), ())


def goes_to(module: Module, node: ast.AST) -> tuple[ast.AST, ast.AST | None]:
    """Return what takes the value of an expression, before it what hands it over.

    An expression that only passes a value on, as `a if b else c` does, is passed over.
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
    """Return the one name that a statement assigns to, or nothing."""
    if isinstance(assigned, ast.Assign) and len(assigned.targets) == 1:
        target = assigned.targets[0]
    elif isinstance(assigned, ast.AnnAssign):
        target = assigned.target
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""


def name_given(module: Module, handed: ast.AST, taker: ast.AST | None) -> str:
    """Return the name that a value gets, alone or as one of several: `a, b = one(), two()`."""
    assigned = module.parent(taker) if isinstance(taker, ast.Tuple) else taker
    if not isinstance(taker, ast.Tuple) or not isinstance(assigned, ast.Assign):
        return target_of(taker)
    targets = getattr(assigned.targets[0], "elts", ())
    pairs = zip(taker.elts, targets, strict=False) if len(targets) == len(taker.elts) else ()
    return next((getattr(name, "id", "") for value, name in pairs if value is handed), "")


def paths(module: Module, node: ast.expr) -> Iterator[set[str]]:
    """Yield the methods that a result is read with, for each place where it is."""
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
