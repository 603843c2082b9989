"""HTTP and domain errors, and the functions that raise one."""

import ast
from functools import cache

from architect_guard.calls import calls
from architect_guard.classes import ancestors
from architect_guard.layout import REPOSITORIES_DECIDE
from architect_guard.project import Project
from architect_guard.schemas import is_row
from architect_guard.source import Function, Module

ERRORS = frozenset({"builtins.Exception", "builtins.BaseException"})
HTTP = ("fastapi.", "starlette.")
# Modules that translate database errors.
TRANSLATORS = (".integrity", ".unit_of_work")
# How many calls to follow from a repository into other packages.
MOST_STEPS = 3


def is_translator(module: Module) -> bool:
    """Return whether a module translates database errors, which it may raise."""
    return module.name.endswith(TRANSLATORS)


def is_http(project: Project, name: str) -> bool:
    """Return whether a class is, or inherits from, an error or response of the web framework."""
    return any(
        each.startswith(HTTP) and each.endswith(("Exception", "Response"))
        for each in ancestors(project, name)
    )


def is_decision(project: Project, name: str) -> bool:
    """Return whether a class is an application error that repositories must not raise."""
    is_error = name.startswith("app.") and bool(ancestors(project, name) & ERRORS)
    return is_error and not REPOSITORIES_DECIDE


def is_row_value(project: Project, module: Module, node: ast.AST) -> bool:
    """Return whether a node reads an attribute of a row: a value, not a column of a class."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    if node.value.id in {"cls", "self"} or node.value.id[:1].isupper():
        return False
    return is_row(project, project.type_of(module, node.value))


def decides_by_row(project: Project, module: Module, node: ast.AST) -> str:
    """Return how a node decides by the values of a row, or computes with them; empty if neither."""
    if isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert):
        values = [each for each in ast.walk(node.test) if is_row_value(project, module, each)]
        return f"decides by `{ast.unparse(values[0])}`" if values else ""
    if isinstance(node, ast.Match) and is_row_value(project, module, node.subject):
        return f"decides by `{ast.unparse(node.subject)}`"
    if isinstance(node, ast.BinOp):
        values = [each for each in (node.left, node.right) if is_row_value(project, module, each)]
        return f"computes with `{ast.unparse(values[0])}`" if values else ""
    return ""


@cache
def raised_by(project: Project, name: str, steps: int = MOST_STEPS) -> str:
    """Return the HTTP or domain error that a function raises, directly or through its calls."""
    found = project.definition(name)
    if not steps or found is None or not isinstance(found.node, Function):
        return ""
    if is_translator(found.module):
        return ""
    for raised in found.module.all(ast.Raise):
        if found.module.function_of(raised) is found.node and raised.exc is not None:
            error = raised.exc.func if isinstance(raised.exc, ast.Call) else raised.exc
            full = project.resolve(found.module, error)
            if is_http(project, full) or is_decision(project, full):
                return ast.unparse(error)
    inner = (
        raised_by(project, call.name, steps - 1)
        for call in calls(project)
        if call.module is found.module and call.module.function_of(call.node) is found.node
    )
    return next((each for each in inner if each), "")
