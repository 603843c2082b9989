"""Validate request bodies with a schema from `app/schemas/`."""

import ast
from collections.abc import Iterator

from architect_guard.calls import calls
from architect_guard.layering import belongs
from architect_guard.layout import HTTP
from architect_guard.names import parameters
from architect_guard.project import Project
from architect_guard.routes import functions_over_http, routes
from architect_guard.rule import Broken
from architect_guard.schemas import classes, is_schema
from architect_guard.source import Module
from architect_guard.wire import Body, bodies, mentioned

WHY = "A body without a schema is not validated, and the API contract does not document it."
INSTEAD = """
# app/schemas/invoice.py
class InvoiceCreate(RequestSchema):
    number: Annotated[Text, Field(max_length=40)]

# the handler
async def create_invoice(payload: InvoiceCreate, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.create(payload)
"""

# Types that do not describe their content.
SHAPELESS = {
    "builtins.dict",
    "builtins.object",
    "collections.OrderedDict",
    "collections.abc.Mapping",
    "collections.abc.MutableMapping",
    "typing.Any",
    "typing.Dict",
    "typing.Mapping",
}
MARKS = {"fastapi.Body", "fastapi.Form"}
SCALARS = {"builtins.bool", "builtins.float", "builtins.int", "builtins.str"}
LISTS = {"builtins.list", "builtins.tuple", "collections.abc.Sequence", "typing.List"}
BY_HAND = {
    f"{home}.{method}"
    for home in ("fastapi.Request", "starlette.requests.Request", "fastapi.requests.Request")
    for method in ("form", "json")
}

RAW = {name.replace(".form", ".body").replace(".json", ".body") for name in BY_HAND}
# Base classes and decorators of other data classes.
PLAIN = ("NamedTuple", "TypedDict", "dataclass")


def check(project: Project) -> Iterator[Broken]:
    """Yield bodies without a schema, bodies parsed by hand, and schemas in handler modules."""
    for body in bodies(project):
        # A named type in a schemas module may have its own validator.
        is_loose = _is_shapeless(project, body.module, body.spelled) or _is_part(project, body)
        if not belongs(body.module.name, "schemas") and is_loose:
            what = f"`{body.route.function.name}` takes `{ast.unparse(body.parameter)}`"
            yield Broken(body.route.module, body.parameter, f"{what}, a body without a schema")
    for module, function in functions_over_http(project):
        for node in (inner for each in function.body for inner in ast.walk(each)):
            if isinstance(node, ast.Call) and _reads(project, module, node):
                what = f"`{function.name}` parses the body by hand: `{ast.unparse(node)}`"
                yield Broken(module, node, what)
    yield from _untyped(project)
    yield from _beside(project)
    for name, found in classes(project):
        if any(belongs(found.module.name, part) for part in HTTP) and is_schema(project, name):
            what = f"the schema `{name.rpartition('.')[2]}` is defined in a handler module"
            yield Broken(found.module, found.node, what)


def _reads(project: Project, module: Module, call: ast.Call) -> bool:
    """Return whether a call parses a request body, or data read from one."""
    name = project.resolve(module, call.func)
    if name in BY_HAND:
        return True
    read = {
        project.resolve(module, each.func)
        for argument in call.args
        for each in ast.walk(argument)
        if isinstance(each, ast.Call)
    }
    return name.endswith((".loads", ".model_validate_json")) and not RAW.isdisjoint(read)


def _untyped(project: Project) -> Iterator[Broken]:
    """Yield body parameters without an annotation."""
    for route in routes(project):
        for parameter, default in parameters(route.function.args):
            if parameter.annotation or not isinstance(default, ast.Call):
                continue
            if project.resolve(route.module, default.func) == "fastapi.Body":
                what = f"`{route.function.name}` takes `{parameter.arg}`, a body without a schema"
                yield Broken(route.module, parameter, what)


def _beside(project: Project) -> Iterator[Broken]:
    """Yield body classes in handler modules that are not Pydantic models."""
    for body in bodies(project):
        for name in mentioned(project, body.module, body.spelled):
            found = project.definition(name)
            node = found.node if found else None
            if found and isinstance(node, ast.ClassDef) and not is_schema(project, name):
                said = {*map(ast.unparse, node.bases), *map(ast.unparse, node.decorator_list)}
                is_beside = any(belongs(found.module.name, part) for part in HTTP)
                if is_beside and any(each.partition("(")[0].endswith(PLAIN) for each in said):
                    yield Broken(
                        found.module, node, f"`{node.name}` is defined in a handler module"
                    )
    for call in calls(project):
        is_beside = any(belongs(call.module.name, part) for part in HTTP)
        if is_beside and call.name == "pydantic.create_model":
            yield Broken(call.module, call.node, "creates a schema in a handler module")


def _is_part(project: Project, body: Body) -> bool:
    """Return whether a parameter takes one value of a body: `Annotated[str, Body(embed=True)]`."""
    spelled = body.spelled
    if not isinstance(spelled, ast.Subscript) or not isinstance(spelled.slice, ast.Tuple):
        return False
    kind, *marks = spelled.slice.elts
    called = {
        project.resolve(body.module, each.func) for each in marks if isinstance(each, ast.Call)
    }
    return not called.isdisjoint(MARKS) and project.resolve(body.module, kind) in SCALARS


def _is_shapeless(project: Project, module: Module, annotation: ast.expr) -> bool:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            quoted = ast.parse(annotation.value, mode="eval").body
        except SyntaxError:
            return False
        for each in ast.walk(quoted):
            module.put(each, annotation)
        return _is_shapeless(project, module, quoted)
    if isinstance(annotation, ast.BinOp):
        sides = (annotation.left, annotation.right)
        return any(_is_shapeless(project, module, each) for each in sides)
    if not isinstance(annotation, ast.Subscript):
        return project.resolve(module, annotation) in SHAPELESS
    head = project.resolve(module, annotation.value)
    inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    if head in {"typing.Annotated", "typing.Optional"} | LISTS:
        return _is_shapeless(project, module, inner[0])
    # `dict[str, PriceCreate]` describes its content.
    return head in SHAPELESS and _is_shapeless(project, module, inner[-1])
