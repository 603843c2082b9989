"""Find the values given to names: assignments, arguments, defaults, returns."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from architect_guard.names import parameters
from architect_guard.source import Module


class Given(NamedTuple):
    """A name with its value, and whether the value may be a name itself."""

    name: str
    value: ast.expr
    # `PASSWORD = "password"` names a field; `login(password="password")` passes a password.
    may_name: bool


def given(module: Module) -> Iterator[Given]:
    """Yield assigned, passed, compared, returned and default values, with their names."""
    yield from _assigned(module)
    yield from _passed(module)
    for function in module.functions():
        for parameter, default in parameters(function.args):
            if default is not None:
                yield Given(parameter.arg, default, may_name=False)
    for returned in module.all(ast.Return):
        around = module.function_of(returned)
        if around and returned.value:
            yield Given(around.name, returned.value, may_name=True)
    for compared in module.all(ast.Compare):
        for left, right in pairwise([compared.left, *compared.comparators]):
            yield Given(_name(left), right, may_name=False)
            yield Given(_name(right), left, may_name=False)


def _passed(module: Module) -> Iterator[Given]:
    for call in module.all(ast.Call):
        for keyword in call.keywords:
            yield Given(keyword.arg or "", keyword.value, may_name=False)
        for first, second in pairwise(call.args):
            yield Given(_name(first), second, may_name=True)


def _assigned(module: Module) -> Iterator[Given]:
    for node in module.all(ast.Assign):
        for target in node.targets:
            yield from _paired(target, node.value)
    for declared in module.all(ast.AnnAssign):
        if declared.value is not None:
            yield Given(_name(declared.target), declared.value, may_name=True)
    for walrus in module.all(ast.NamedExpr):
        yield Given(walrus.target.id, walrus.value, may_name=True)
    for table in module.all(ast.Dict):
        for key, value in zip(table.keys, table.values, strict=True):
            if key is not None:
                yield Given(_name(key), value, may_name=True)


def _paired(target: ast.expr, value: ast.expr) -> Iterator[Given]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for inner, part in zip(target.elts, value.elts, strict=False):
            yield from _paired(inner, part)
    else:
        yield Given(_name(target), value, may_name=True)


def _name(node: ast.expr) -> str:
    """Return the name of an expression; the key for `options["api_key"]`."""
    if isinstance(node, ast.Subscript):
        return _name(node.slice)
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return str(getattr(node, "id", getattr(node, "attr", "")))
