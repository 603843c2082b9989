"""Load each relation that a response contains.

A response contains a relation through a field of that name, or a model property that reads it.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import calls
from architect_guard.layout import PAGE_SCHEMA as PAGE
from architect_guard.loads import Path, is_loaded
from architect_guard.project import Project
from architect_guard.relations import relations
from architect_guard.routes import routes
from architect_guard.rule import Broken
from architect_guard.schemas import Field, classes, config, fields, is_row, is_schema, lineage
from architect_guard.wire import mentioned, response_types

WHY = (
    'Relationships are `lazy="raise"`: a response with a relation that no statement loaded '
    "fails with status 500 on every request."
)
INSTEAD = """
class ProductRepository(Repository[Product]):
    loads = (selectinload(Product.category),)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield response fields that contain a relation no statement loads."""
    reported: set[tuple[ast.AST, Path]] = set()
    for schema, model in sorted(responses(project)):
        for field, path in shown(project, schema, model):
            # An inherited field is reported once.
            if not is_loaded(project, path) and (field.node, path) not in reported:
                reported.add((field.node, path))
                yield unloaded(field, path)


def unloaded(field: Field, path: Path) -> Broken:
    """Return the violation for a relation that is not loaded, with the line that loads it."""
    names = [".".join(each.rsplit(".", 2)[-2:]) for each in path]
    option = ".".join(f"selectinload({name})" for name in names)
    repository = f"{names[0].partition('.')[0]}Repository"
    what = (
        f"`{field.owner.node.name}.{field.name}` contains the relation `{names[-1]}`, which no "
        f"repository loads: add `{option}` to `loads` of `{repository}`"
    )
    return Broken(field.owner.module, field.node, what, f"loads = ({option},)")


def responses(project: Project) -> set[tuple[str, str]]:
    """Return the schemas that are read from a row, each with the model of the row.

    The model follows from the schema's name (`ProductResponse`) or from `model_validate(product)`.
    """
    every = [name for name, _ in classes(project)]
    models = {name.rpartition(".")[2]: name for name in every if is_row(project, name)}
    found = set()
    for schema in every:
        short = schema.rpartition(".")[2]
        about = [each for each in models if short.startswith(each) and not _goes_on(short, each)]
        if about and reads_attributes(project, schema):
            found.add((schema, models[max(about, key=len)]))
    read = {
        (schema, project.type_of(call.module, call.node.args[0]))
        for call in calls(project)
        for schema, _, method in [call.name.rpartition(".")]
        if method == "model_validate" and call.node.args
    }
    for route in routes(project):
        row = project.declared(route.module, route.function.returns or ast.Constant(None))
        answered = (
            each for at, said in response_types(route) for each in mentioned(project, at, said)
        )
        read.update((schema, row) for schema in answered)
    return found | {
        (schema, row) for schema, row in read if is_schema(project, schema) and is_row(project, row)
    }


def _goes_on(name: str, start: str) -> bool:
    """Return whether the name starts with a longer word: `NotebookResponse` is not for `Note`."""
    return name[len(start) :][:1].islower()


def reads_attributes(project: Project, schema: str) -> bool:
    """Return whether a schema is read from the attributes of an object."""
    value = next((value for _, value in config(project, schema, "from_attributes")), None)
    is_read = isinstance(value, ast.Constant) and value.value is True
    return is_read and is_schema(project, schema) and PAGE not in lineage(project, schema)


def shown(
    project: Project, schema: str, model: str, seen: frozenset[str] = frozenset()
) -> Iterator[tuple[Field, Path]]:
    """Yield the fields of a response that contain relations, with the path of relations."""
    for field in fields(project, schema):
        if not isinstance(field.node, ast.AnnAssign):
            continue
        for name in read_from(field):
            for relation, target in relations(project, model, name):
                yield field, (relation,)
                for inner in nested(project, field, target) - seen:
                    deeper = shown(project, inner, target, seen | {schema, inner})
                    yield from ((field, (relation, *path)) for _, path in deeper)


def read_from(field: Field) -> set[str]:
    """Return the attributes that a field may be read from: its name or its aliases."""
    aliases = {
        each.value
        for call in field.calls()
        for keyword in call.keywords
        if keyword.arg in {"alias", "validation_alias"}
        for each in ast.walk(keyword.value)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    return aliases or {field.name}


def nested(project: Project, field: Field, model: str) -> frozenset[str]:
    """Return the schemas inside a field that are read from the related row."""
    held = mentioned(project, field.owner.module, field.annotation) if field.annotation else ()
    return frozenset(each for each in held if model and reads_attributes(project, each))
