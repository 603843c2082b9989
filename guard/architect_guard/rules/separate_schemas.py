"""Use separate schemas for create, update and response; never return a model."""

import ast
from collections.abc import Container, Iterator

from architect_guard.layout import REQUEST_SCHEMA as REQUEST
from architect_guard.layout import UPDATE_SCHEMA as UPDATE
from architect_guard.project import Project
from architect_guard.routes import routes
from architect_guard.rule import Broken
from architect_guard.schemas import Field, classes, fields, is_row, is_schema, lineage
from architect_guard.wire import answers, bodies, mentioned, response_types

WHY = "A field added to a shared schema becomes writable or visible where it must not be."
INSTEAD = """
class InvoiceCreate(RequestSchema):
    number: str

class InvoiceUpdate(UpdateSchema):
    number: str = ABSENT  # an omitted field keeps its value

class InvoiceResponse(ResponseSchema):  # a separate class, or one with a common base
    id: UUID
    number: str
"""

# Version fields that a client must send with an update.
VERSIONS = {"etag", "lock_version", "revision", "version"}


def check(project: Project) -> Iterator[Broken]:
    """Yield shared schemas, models in requests or responses, and required fields of updates."""
    taken = {
        name: body
        for body in bodies(project)
        for name in mentioned(project, body.module, body.spelled)
    }
    for name, body in taken.items():
        if is_row(project, name):
            what = f"`{body.route.function.name}` takes the model `{_short(name)}` as its body"
            yield Broken(body.route.module, body.parameter, what)
    yield from _both(project, {name for name in taken if is_schema(project, name)})
    for name, (module, node) in answers(project).items():
        if is_row(project, name):
            yield Broken(module, node, f"the response is the model `{_short(name)}`")
    yield from _derived(project)
    yield from _rigid(project)


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _both(project: Project, taken: set[str]) -> Iterator[Broken]:
    for route in routes(project):
        for module, said in response_types(route):
            for name in mentioned(project, module, said):
                if name in taken:
                    handler = route.function.name
                    what = f"`{_short(name)}` is a request body and the response of `{handler}`"
                    yield Broken(module, said, what)


def _derived(project: Project) -> Iterator[Broken]:
    """Yield response schemas that inherit from a request schema."""
    every = answers(project)
    for name in every:
        found = project.definition(name)
        bases = getattr(found.node, "bases", ()) if found else ()
        for above in (project.resolve(found.module, base) for base in bases if found):
            if found and above != REQUEST and REQUEST in lineage(project, above):
                what = f"the response `{_short(name)}` inherits from the request `{_short(above)}`"
                yield Broken(found.module, found.node, what)


def _rigid(project: Project) -> Iterator[Broken]:
    """Yield required fields of update schemas."""
    every = dict(classes(project))
    updates = {name for name in every if _is_update(project, name, every)}
    for name in updates:
        found = every[name]
        for field in filter(_is_required, fields(project, name)):
            what = f"`{_short(name)}` requires `{field.name}`; updates have optional fields"
            if field.owner.node is found.node:
                bare = isinstance(field.node, ast.AnnAssign) and field.node.value is None
                instead = f"{ast.unparse(field.node)} = ABSENT" if bare else ""
                yield Broken(found.module, field.node, what, instead)
            else:
                yield Broken(found.module, found.node, what)
    for body in bodies(project):
        for side in _sides(body.spelled) if body.route.method == "patch" else ():
            name = project.declared(body.module, side)
            if name not in updates and is_schema(project, name):
                every_field = fields(project, name)
                rigid = next(filter(_is_required, every_field), None)
                # If everything is required it is a command, e.g. `PATCH /me/password`.
                is_command = all(map(_is_required, every_field)) and not name.endswith("Create")
                if rigid and not is_command:
                    who = f"`{body.route.function.name}` updates with `{_short(name)}`"
                    what = f"{who}, which requires `{rigid.name}`"
                    yield Broken(body.route.module, body.parameter, what)


def _sides(annotation: ast.expr) -> list[ast.expr]:
    """Return the members of a union; the annotation itself if it is none."""
    if isinstance(annotation, ast.BinOp):
        return [*_sides(annotation.left), *_sides(annotation.right)]
    return [annotation]


def _is_update(project: Project, name: str, every: Container[str]) -> bool:
    """Return whether a class is an update schema, by its base or its name."""
    twin = f"{name.removesuffix('Update')}Create" if name.endswith("Update") else ""
    by_base = UPDATE in lineage(project, name)[1:]
    return is_schema(project, name) and (by_base or twin in every)


def _is_required(field: Field) -> bool:
    node = field.node
    if not isinstance(node, ast.AnnAssign) or field.name in VERSIONS or field.name.startswith("_"):
        return False
    if "Literal[" in ast.unparse(node.annotation):
        return False
    if node.value is None and _has_default(node.annotation):
        return False
    if isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "Field":
        given = {each.arg for each in node.value.keywords}
        first = next(iter(node.value.args), None)
        has_first = first is not None and getattr(first, "value", first) is not ...
        return not has_first and given.isdisjoint({"default", "default_factory"})
    return node.value is None or getattr(node.value, "value", None) is ...


def _has_default(annotation: ast.expr) -> bool:
    """Return whether an annotation has a default: `Annotated[str | None, Field(default=None)]`."""
    return any(
        isinstance(each, ast.Call)
        and getattr(each.func, "id", getattr(each.func, "attr", "")) == "Field"
        and any(said.arg in {"default", "default_factory"} for said in each.keywords)
        for each in ast.walk(annotation)
    )
