"""Name limits, page sizes, timeouts and retries as constants or settings.

Numbers in the fields of schemas and columns are exempt: the field names them.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

from architect_guard.bounds import bounds_of, is_bound
from architect_guard.names import parameters
from architect_guard.numbers import has_name, is_magic, parts
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = "A bare number does not show its purpose or where else it is used, so it is risky to change."
INSTEAD = """
MAX_ROWS = 50

statement.limit(MAX_ROWS)  # or a setting, if it differs between deployments
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield limits that are bare numbers: arguments, defaults, slices and loop counts."""
    for module in project.modules():
        for call in module.all(ast.Call):
            yield from _passed(project, module, call)
        for function in module.functions():
            for parameter, default in parameters(function.args):
                if default and is_magic(default) and is_bound(parameter.arg, own="size"):
                    constant, value = parameter.arg.upper(), ast.unparse(default)
                    what = f"`{parameter.arg}` defaults to {value}: use a named constant"
                    instead = f"{constant} = {value}\n\n{ast.unparse(parameter)} = {constant}"
                    yield Broken(module, default, what, instead)


def _passed(project: Project, module: Module, call: ast.Call) -> Iterator[Broken]:
    bounds = (
        (part, name) for value, name in bounds_of(project, module, call) for part in parts(value)
    )
    for value, constant in bounds:
        if is_magic(value) and not has_name(module, value):
            what = (
                f"passes `{ast.unparse(value)}` to `{ast.unparse(call.func)}`: use a named constant"
            )
            yield Broken(module, value, what, _fixed(call, value, constant))


def _fixed(call: ast.Call, value: ast.expr, constant: str) -> str:
    copy, place = deepcopy(call), ast.Name(constant, ast.Load())
    said = ast.unparse(value)
    copy.args = [place if ast.unparse(each) == said else each for each in copy.args]
    for keyword in copy.keywords:
        if ast.unparse(keyword.value) == said:
            keyword.value = place
    return f"{constant} = {said}\n\n{ast.unparse(copy)}"
