"""Request bodies and response classes."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from architect_guard.layout import RESPONSE_SCHEMA as RESPONSE
from architect_guard.names import parameters
from architect_guard.project import Project
from architect_guard.routes import Route, routes
from architect_guard.schemas import classes, fields, is_row, lineage
from architect_guard.source import Module

# Parameters that do not come from the body.
ELSEWHERE = {
    f"fastapi.{name}" for name in ("Cookie", "Depends", "Header", "Path", "Query", "Security")
}


class Body(NamedTuple):
    """A parameter that receives the request body."""

    route: Route
    parameter: ast.arg
    # The module and expression of its resolved type.
    module: Module
    spelled: ast.expr


@cache
def bodies(project: Project) -> tuple[Body, ...]:
    """Return the handler parameters that come from the request body."""
    return tuple(_bodies(project))


def _bodies(project: Project) -> Iterator[Body]:
    for route in routes(project):
        for parameter, default in parameters(route.function.args):
            if parameter.annotation is not None:
                home, spelled = project.spelled(route.module, parameter.annotation)
                said = [(home, spelled), *([(route.module, default)] if default else [])]
                calls = (
                    project.resolve(module, each.func)
                    for module, expression in said
                    for each in ast.walk(expression)
                    if isinstance(each, ast.Call)
                )
                if ELSEWHERE.isdisjoint(calls):
                    yield Body(route, parameter, home, spelled)


def mentioned(project: Project, module: Module, node: ast.expr) -> Iterator[str]:
    """Yield the full names of the application classes in an annotation."""
    for each in ast.walk(node):
        quoted = isinstance(each, ast.Constant) and isinstance(each.value, str)
        if isinstance(each, ast.expr) and (quoted or isinstance(each, ast.Name | ast.Attribute)):
            name = project.declared(module, each)
            found = project.definition(name)
            if found and isinstance(found.node, ast.ClassDef):
                yield name


@cache
def answers(project: Project) -> dict[str, tuple[Module, ast.AST]]:
    """Return the response classes, each with a place that declares it.

    These are response schemas, classes that handlers return, and classes of their fields.
    """
    found: dict[str, tuple[Module, ast.AST]] = {}
    pending: list[tuple[str, Module, ast.AST]] = [
        (name, each.module, each.node)
        for name, each in classes(project)
        if RESPONSE in lineage(project, name) and name != RESPONSE
    ]
    for route in routes(project):
        for at, said in response_types(route):
            pending += [(name, at, said) for name in mentioned(project, at, said)]
    while pending:
        name, module, node = pending.pop()
        if name in found or project.definition(name) is None:
            continue
        found[name] = (module, node)
        # Relations of a row are not part of the response.
        for field in () if is_row(project, name) else fields(project, name):
            if field.annotation is not None:
                held = mentioned(project, field.owner.module, field.annotation)
                pending += [(each, field.owner.module, field.node) for each in held]
    return found


def response_types(route: Route) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the declared response types of a route, with their modules."""
    said = {each.arg: each.value for each in route.call.keywords}
    if "response_model" in said:
        yield route.called_in, said["response_model"]
    elif route.function.returns is not None:
        yield route.module, route.function.returns
    declared = said.get("responses")
    for each in ast.walk(declared) if declared else ():
        if isinstance(each, ast.Dict):
            for key, value in zip(each.keys, each.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "model":
                    yield route.called_in, value
