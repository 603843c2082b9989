"""What comes in a body is described and checked by a schema, which stands in `app/schemas/`."""

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
from architect_guard.wire import bodies, mentioned

WHY = "What no schema describes is checked by nobody, and no client knows what to send."
INSTEAD = """
# app/schemas/invoice.py
class InvoiceCreate(RequestSchema):
    number: Annotated[Text, Field(max_length=40)]

# the handler
async def create_invoice(payload: InvoiceCreate, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.create(payload)
"""

# They say nothing about what is in them.
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
LISTS = {"builtins.list", "builtins.tuple", "collections.abc.Sequence", "typing.List"}
BY_HAND = {
    f"{home}.{method}"
    for home in ("fastapi.Request", "starlette.requests.Request", "fastapi.requests.Request")
    for method in ("form", "json")
}

RAW = {name.replace(".form", ".body").replace(".json", ".body") for name in BY_HAND}
# They describe something too.
PLAIN = ("NamedTuple", "TypedDict", "dataclass")


def check(project: Project) -> Iterator[Broken]:
    """Yield each body without a schema, each that is read by hand, and each schema beside HTTP."""
    for body in bodies(project):
        # What has its own validator stands in a module of schemas under a name.
        if not belongs(body.module.name, "schemas") and _is_shapeless(
            project, body.module, body.spelled
        ):
            what = f"`{body.route.function.name}` takes `{ast.unparse(body.parameter)}`"
            yield Broken(body.route.module, body.parameter, f"{what}, whatever is in it")
    for module, function in functions_over_http(project):
        for node in (inner for each in function.body for inner in ast.walk(each)):
            if isinstance(node, ast.Call) and _reads(project, module, node):
                what = f"`{function.name}` reads the body itself: `{ast.unparse(node)}`"
                yield Broken(module, node, what)
    yield from _untyped(project)
    yield from _beside(project)
    for name, found in classes(project):
        if any(belongs(found.module.name, part) for part in HTTP) and is_schema(project, name):
            what = f"the schema `{name.rpartition('.')[2]}` stands beside handlers"
            yield Broken(found.module, found.node, what)


def _reads(project: Project, module: Module, call: ast.Call) -> bool:
    """Tell whether a call reads a body as what is in it, or what was read of it."""
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
    """Yield each body that nobody gives a type."""
    for route in routes(project):
        for parameter, default in parameters(route.function.args):
            if parameter.annotation or not isinstance(default, ast.Call):
                continue
            if project.resolve(route.module, default.func) == "fastapi.Body":
                what = f"`{route.function.name}` takes `{parameter.arg}`, whatever is in it"
                yield Broken(route.module, parameter, what)


def _beside(project: Project) -> Iterator[Broken]:
    """Yield each description of a body that stands beside handlers, and is no class of Pydantic."""
    for body in bodies(project):
        for name in mentioned(project, body.module, body.spelled):
            found = project.definition(name)
            node = found.node if found else None
            if found and isinstance(node, ast.ClassDef) and not is_schema(project, name):
                said = {*map(ast.unparse, node.bases), *map(ast.unparse, node.decorator_list)}
                is_beside = any(belongs(found.module.name, part) for part in HTTP)
                if is_beside and any(each.partition("(")[0].endswith(PLAIN) for each in said):
                    yield Broken(found.module, node, f"`{node.name}` stands beside handlers")
    for call in calls(project):
        is_beside = any(belongs(call.module.name, part) for part in HTTP)
        if is_beside and call.name == "pydantic.create_model":
            yield Broken(call.module, call.node, "a schema is made beside handlers")


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
    # `dict[str, PriceCreate]` says what is in it.
    return head in SHAPELESS and _is_shapeless(project, module, inner[-1])
