"""Every place that names something, found once for all rules."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tests.architecture.project import Project
from tests.architecture.source import Module


class Reference(NamedTuple):
    """One expression, and where it stands."""

    module: Module
    node: ast.Name | ast.Attribute


@cache
def references(project: Project) -> Mapping[str, Sequence[Reference]]:
    """Return where each thing is named, by its full name: `utcnow` is found through any alias."""
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
    """Yield where one of these is named, or something in it if the name ends with a dot."""
    every = references(project)
    for name in names:
        inner = [each for each in every if each.startswith(name)] if name.endswith(".") else [name]
        for full in inner:
            yield from ((full, each) for each in every.get(full, ()))


def call_of(module: Module, node: ast.AST) -> ast.Call | None:
    """Return the call that an expression is the function of, if it is one's."""
    parent = module.parent(node)
    return parent if isinstance(parent, ast.Call) and parent.func is node else None


def argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """Return what a call passes under a name or at a position, if it does."""
    named = next((each.value for each in call.keywords if each.arg == name), None)
    if named is None and position < len(call.args):
        return call.args[position]
    return named


def unpacks(call: ast.Call) -> bool:
    """Tell whether a call passes more than its text says: `*args` or `**options`."""
    starred = any(isinstance(each, ast.Starred) for each in call.args)
    return starred or any(each.arg is None for each in call.keywords)


def is_none(node: ast.expr | None) -> bool:
    """Tell whether an expression says `None`, or nothing at all."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)
