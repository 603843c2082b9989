"""Do not return passwords, keys, hashes or private fields.

The rule also checks aliases, inherited and computed fields, and `extra="allow"`.
"""

import ast
from collections.abc import Iterator, Mapping

from architect_guard.layout import RESPONSE_SCHEMA
from architect_guard.outcomes import names_in
from architect_guard.project import Project
from architect_guard.routes import functions_over_http
from architect_guard.rule import Broken
from architect_guard.schemas import Field, classes, config, fields, is_row, lineage
from architect_guard.secrecy import is_secret
from architect_guard.source import Module
from architect_guard.specs import private_fields, public_fields
from architect_guard.wire import answers

WHY = "A response ends up in logs, caches and browsers, and a leaked secret cannot be recalled."
INSTEAD = """
class UserCreate(RequestSchema):
    email: Email
    password: NewPassword  # accepted in requests only


class UserResponse(ResponseSchema):  # does not inherit from UserCreate
    id: UUID
    email: str
"""

# A flag, number or datetime about a secret is not a secret.
HARMLESS = {
    "builtins.bool",
    "builtins.int",
    "builtins.float",
    "datetime.date",
    "datetime.datetime",
    "datetime.timedelta",
}
# Expressions that turn all attributes of a row into a dictionary.
WHOLE = {"builtins.vars", "fastapi.encoders.jsonable_encoder"}
ALIASES = {"alias", "serialization_alias", "validation_alias"}


def check(project: Project) -> Iterator[Broken]:
    """Yield secret fields, classes that inherit one, and classes that allow extra fields."""
    every = answers(project)
    for name in every:
        found = project.definition(name)
        if found is None:
            continue
        short = name.rpartition(".")[2]
        for field in fields(project, name):
            secret = _secret(project, short, field)
            owner = f"{field.owner.module.name}.{field.owner.module.title(field.owner.node)}"
            if secret and owner == name:
                yield Broken(found.module, field.node, f"`{short}` returns `{secret}`")
            elif secret and owner not in every:
                what = (
                    f"`{short}` inherits `{secret}` from `{field.owner.node.name}` and returns it"
                )
                yield Broken(found.module, found.node, what)
        for owner_of, value in config(project, name, "extra"):
            if isinstance(value, ast.Constant) and value.value == "allow":
                at = value if owner_of.node is found.node else found.node
                what = f"`{short}` returns any extra field: `extra` is `allow`"
                yield Broken(found.module, at, what)
    yield from _dictionaries(project)
    yield from _passed(project)


def _passed(project: Project) -> Iterator[Broken]:
    """Yield private attributes of rows that are passed to a response schema as they are."""
    private = frozenset().union(*private_fields(project).values())
    for module in project.modules():
        for call in module.all(ast.Call):
            if RESPONSE_SCHEMA not in lineage(project, project.resolve(module, call.func)):
                continue
            for value in _values(call):
                name = value.attr if isinstance(value, ast.Attribute) else ""
                if is_row(project, project.type_of(module, getattr(value, "value", value))) and (
                    name in private or is_secret(name)
                ):
                    yield Broken(module, value, f"`{ast.unparse(call.func)}` returns `{name}`")


def _values(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call, and the values of dictionaries and lists among them."""
    pending = [*call.args, *(each.value for each in call.keywords)]
    while pending:
        value = pending.pop()
        if isinstance(value, ast.Dict):
            pending += value.values
        elif isinstance(value, ast.List | ast.Tuple):
            pending += value.elts
        else:
            yield value


def _secret(project: Project, schema: str, field: Field) -> str:
    """Return the secret that a field exposes; empty if none."""
    names = [field.name, *_read(field)]
    for call in field.calls():
        for keyword in call.keywords:
            if keyword.arg == "exclude" and getattr(keyword.value, "value", False) is True:
                return ""
            if keyword.arg in ALIASES:
                inner = (getattr(each, "value", None) for each in ast.walk(keyword.value))
                names += [each for each in inner if isinstance(each, str)]
    if field.annotation and project.declared(field.owner.module, field.annotation) in HARMLESS:
        return ""
    private = _of_schema(private_fields(project), schema)
    names += _property_of(project, schema, field.name)
    # A field that the spec makes public is a deliberate decision.
    if field.name in _of_schema(public_fields(project), schema):
        names.remove(field.name)
    return next((each for each in names if is_secret(each) or each in private), "")


def _property_of(project: Project, schema: str, name: str) -> list[str]:
    """Return the attribute that a property of the schema's model returns as it is."""
    for full, found in classes(project):
        model = full.rpartition(".")[2]
        is_shown = schema.startswith(model) and is_row(project, full)
        for node in getattr(found.node, "body", ()) if is_shown else ():
            if isinstance(node, ast.FunctionDef) and node.name == name:
                last = node.body[-1]
                value = last.value if isinstance(last, ast.Return) else None
                return [value.attr] if isinstance(value, ast.Attribute) else []
    return []


def _of_schema(fields_of: Mapping[str, frozenset[str]], schema: str) -> frozenset[str]:
    """Return the fields of the resource that a schema represents."""
    return frozenset().union(
        *(
            names
            for resource, names in fields_of.items()
            # `NotebookResponse` does not represent a `Note`.
            if schema.startswith(resource) and not schema[len(resource) :][:1].islower()
        )
    )


def _read(field: Field) -> Iterator[str]:
    """Yield the attributes that a computed field reads, without those it masks."""
    for each in ast.walk(field.node) if isinstance(field.node, ast.FunctionDef) else ():
        if isinstance(each, ast.Attribute):
            around = field.owner.module.parent(each)
            if not (isinstance(around, ast.Subscript) and isinstance(around.slice, ast.Slice)):
                yield each.attr


def _dictionaries(project: Project) -> Iterator[Broken]:
    """Yield secrets in dictionaries that handlers return without a schema."""
    for module, function in functions_over_http(project):
        for node in (inner for each in function.body for inner in ast.walk(each)):
            for key in node.keys if isinstance(node, ast.Dict) else ():
                name = getattr(key, "value", None)
                if isinstance(name, str) and is_secret(name):
                    yield Broken(module, node, f"`{function.name}` returns `{name}`")
            if secret := _told(project, module, node):
                yield Broken(module, node, f"`{function.name}` returns {secret}")


def returned_names(function: ast.AST | None) -> set[str]:
    """Return the names in the values that a function returns."""
    found = [
        each.value for each in ast.walk(function or ast.Pass()) if isinstance(each, ast.Return)
    ]
    return {name for value in found if value is not None for name in names_in(value)}


def _told(project: Project, module: Module, node: ast.AST) -> str:
    """Return the secret that a node in a handler exposes without a schema; empty if none."""
    if isinstance(node, ast.Assign):
        parts = [each for each in node.targets if isinstance(each, ast.Subscript)]
        shown = returned_names(module.function_of(node))
        names = [
            str(getattr(each.slice, "value", ""))
            for each in parts
            if names_in(each.value) & shown or ast.unparse(each.value).endswith(".headers")
        ]
    elif isinstance(node, ast.Return):
        names = [node.value.attr] if isinstance(node.value, ast.Attribute) else []
        dumped = node.value.func if isinstance(node.value, ast.Call) else None
        if isinstance(dumped, ast.Attribute) and dumped.attr.startswith("model_dump"):
            owner = project.type_of(module, dumped.value)
            names = [each.name for each in fields(project, owner)]
    elif isinstance(node, ast.Call):
        called = project.resolve(module, node.func)
        row = node.args[0] if node.args else None
        if called in WHOLE and row is not None and is_row(project, project.type_of(module, row)):
            return f"all attributes of `{ast.unparse(row)}`"
        names = [each.arg or "" for each in node.keywords] if called == "builtins.dict" else []
    else:
        return ""
    return next((f"`{each}`" for each in names if is_secret(each)), "")
