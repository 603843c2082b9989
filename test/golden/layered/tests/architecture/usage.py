"""What becomes of a value: where the expression that made it leads, and who uses a name."""

import ast
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from tests.architecture.source import Module

SCOPES: tuple[type[ast.AST], ...] = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)
Assignment: TypeAlias = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr
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


@cache
def values_given(module: Module) -> dict[tuple[ast.AST, str], list[ast.expr]]:
    """Return every value that a name is given, by its function, class or module, and by name."""
    found: defaultdict[tuple[ast.AST, str], list[ast.expr]] = defaultdict(list)
    nodes: list[Assignment] = module.all(ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute):
                owner, name = class_of(module, node), target.attr
            else:
                owner, name = scope_of(module, node), getattr(target, "id", "")
            if owner is not None and node.value is not None:
                found[owner, name].append(node.value)
    return found


def class_of(module: Module, node: ast.AST) -> ast.AST | None:
    """Return the class that a node stands in, if there is one."""
    return module.within(node, ast.ClassDef)


def scope_of(module: Module, node: ast.AST) -> ast.AST:
    """Return the function, class or module whose statement a node is a part of."""
    kinds: tuple[type[ast.AST], ...] = (*SCOPES, ast.ClassDef)
    return module.within(node, *kinds) or module.tree


def given(module: Module, node: ast.expr) -> Sequence[ast.expr]:
    """Return every value that a name or an attribute of `self` is given, in any branch."""
    if isinstance(node, ast.Attribute):
        owner = class_of(module, node)
        return values_given(module).get((owner, node.attr), ()) if owner else ()
    scope: ast.AST | None = node
    while scope is not None and isinstance(node, ast.Name):
        scope = module.within(scope, *SCOPES)
        if scope is not None and (scope, node.id) in values_given(module):
            return values_given(module)[scope, node.id]
    return ()


def target_of(assigned: ast.AST | None) -> str:
    """Return the one name that a statement assigns to, or nothing."""
    if isinstance(assigned, ast.Assign) and len(assigned.targets) == 1:
        target = assigned.targets[0]
    elif isinstance(assigned, ast.AnnAssign):
        target = assigned.target
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""
