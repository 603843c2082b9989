"""All references to functions, classes and variables, collected once for all rules."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from architect_guard.project import Project
from architect_guard.source import Module


class Reference(NamedTuple):
    """An expression and its module."""

    module: Module
    node: ast.Name | ast.Attribute


@cache
def references(project: Project) -> Mapping[str, Sequence[Reference]]:
    """Return all references by full name, resolved through aliases."""
    found: dict[str, list[Reference]] = {}
    for module in project.modules():
        names: list[ast.Name | ast.Attribute] = [*module.all(ast.Name), *module.all(ast.Attribute)]
        for node in names:
            if isinstance(node.ctx, ast.Load):
                name = project.resolve(module, node)
                found.setdefault(name, []).append(Reference(module, node))
    found.pop("", None)
    return found


def references_to(project: Project, *names: str) -> Iterator[tuple[str, Reference]]:
    """Yield references to these names; a trailing dot includes their members."""
    every = references(project)
    for name in names:
        inner = [each for each in every if each.startswith(name)] if name.endswith(".") else [name]
        for full in inner:
            yield from ((full, each) for each in every.get(full, ()))


def call_of(module: Module, node: ast.AST) -> ast.Call | None:
    """Return the call of an expression, or `None` if it is not called."""
    parent = module.parent(node)
    return parent if isinstance(parent, ast.Call) and parent.func is node else None


def is_none(node: ast.expr | None) -> bool:
    """Return whether an expression is absent or `None`."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)
