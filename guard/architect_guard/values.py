"""The values that a name may have, from all branches and from imports."""

import ast
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from architect_guard.project import Project
from architect_guard.source import Module

SCOPES: tuple[type[ast.AST], ...] = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)
Assignment: TypeAlias = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr


@cache
def values_given(module: Module) -> dict[tuple[ast.AST, str], list[ast.expr]]:
    """Return all assigned values, by scope and name."""
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
    """Return the enclosing class of a node, or `None`."""
    return module.within(node, ast.ClassDef)


def scope_of(module: Module, node: ast.AST) -> ast.AST:
    """Return the enclosing function, class or module of a node."""
    kinds: tuple[type[ast.AST], ...] = (*SCOPES, ast.ClassDef)
    return module.within(node, *kinds) or module.tree


def given(module: Module, node: ast.expr) -> Sequence[ast.expr]:
    """Return all values assigned to a name or an attribute of `self`, in any branch."""
    if isinstance(node, ast.Attribute):
        owner = class_of(module, node)
        return values_given(module).get((owner, node.attr), ()) if owner else ()
    scope: ast.AST | None = node
    while scope is not None and isinstance(node, ast.Name):
        scope = module.within(scope, *SCOPES)
        if scope is not None and (scope, node.id) in values_given(module):
            return values_given(module)[scope, node.id]
    return ()


def values_of(project: Project, module: Module, node: ast.expr) -> Sequence[ast.expr]:
    """Return all values assigned to a name, also in the module it is imported from."""
    home, _, own = project.resolve(module, node).rpartition(".")
    found = project.module(home)
    imported = values_given(found).get((found.tree, own), ()) if found else ()
    return given(module, node) or imported
