"""Request fields and parameters that accept a datetime without a time zone.

A custom validator counts as a check: the source does not show what it does.
"""

import ast
from collections.abc import Iterator

from architect_guard.layout import REQUEST_SCHEMA as REQUEST
from architect_guard.meaning import DEPENDS
from architect_guard.names import parameters
from architect_guard.project import Project
from architect_guard.routes import routes
from architect_guard.schemas import classes, fields, is_schema, lineage
from architect_guard.source import Module
from architect_guard.wire import bodies, mentioned

MOMENT = "datetime.datetime"
ANNOTATED = "typing.Annotated"
# Metadata in `Annotated` that does not change the value.
DESCRIBING = {
    "pydantic.Field",
    *(f"fastapi.{name}" for name in ("Body", "Cookie", "Form", "Header", "Path", "Query")),
}
VALIDATORS = {f"pydantic.{name}" for name in ("field_validator", "model_validator", "validator")}


def naive_inputs(project: Project) -> Iterator[tuple[Module, ast.AST, str]]:
    """Yield request fields and parameters that accept naive datetimes, with their names."""
    yield from _naive_fields(project)
    yield from _naive_parameters(project)


def _naive_fields(project: Project) -> Iterator[tuple[Module, ast.AST, str]]:
    reported: set[ast.AST] = set()
    for name in sorted(_requests(project)):
        for field in () if _validates(project, name) else fields(project, name):
            module, annotation = field.owner.module, field.annotation
            is_input = isinstance(field.node, ast.AnnAssign) and not field.name.startswith("_")
            if not is_input or annotation is None or field.node in reported:
                continue
            if is_naive(project, module, annotation):
                reported.add(field.node)
                yield module, field.node, field.name


def _naive_parameters(project: Project) -> Iterator[tuple[Module, ast.AST, str]]:
    reported: set[ast.AST] = set()
    for route in routes(project):
        for parameter, default in parameters(route.function.args):
            at, said = route.module, parameter.annotation
            if said is None or parameter in reported or _is_provided(project, at, default):
                continue
            if is_naive(project, at, said):
                reported.add(parameter)
                yield at, parameter, parameter.arg


def is_naive(project: Project, module: Module, annotation: ast.expr) -> bool:
    """Return whether a type is, or contains, a datetime that may be naive."""
    home, said = project.spelled(module, annotation)
    if said is not annotation:
        return is_naive(project, home, said)
    if isinstance(said, ast.BinOp):
        return any(is_naive(project, module, each) for each in (said.left, said.right))
    if isinstance(said, ast.Subscript):
        inner = said.slice.elts if isinstance(said.slice, ast.Tuple) else [said.slice]
        if project.resolve(module, said.value) != ANNOTATED:
            return any(is_naive(project, module, each) for each in inner)
        only_told = all(_describes(project, module, each) for each in inner[1:])
        return only_told and is_naive(project, module, inner[0])
    is_named = isinstance(said, ast.Name | ast.Attribute) or _is_text(said)
    return is_named and project.declared(module, said) == MOMENT


def _is_provided(project: Project, module: Module, default: ast.expr | None) -> bool:
    """Return whether a dependency provides a parameter, not the client."""
    return isinstance(default, ast.Call) and project.resolve(module, default.func) in DEPENDS


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _describes(project: Project, module: Module, node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return project.resolve(module, node.func) in DESCRIBING
    return isinstance(node, ast.Constant)


def _requests(project: Project) -> set[str]:
    """Return the request schemas, by their base class or as a parameter of a handler."""
    found = {name for name, _ in classes(project) if REQUEST in lineage(project, name)}
    for body in bodies(project):
        found.update(mentioned(project, body.module, body.spelled))
    return {name for name in found if is_schema(project, name)}


def _validates(project: Project, name: str) -> bool:
    """Return whether a class or a base class has a custom validator."""
    return any(
        project.resolve(found.module, getattr(each, "func", each)) in VALIDATORS
        for home in lineage(project, name)
        for found in [project.definition(home)]
        if found and isinstance(found.node, ast.ClassDef)
        for method in found.node.body
        if isinstance(method, ast.FunctionDef)
        for each in method.decorator_list
    )
