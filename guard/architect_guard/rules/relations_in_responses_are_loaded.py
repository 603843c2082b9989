"""A repository loads each relation that a response shows.

A response shows a relation by a field of its name, or by a property of the model that reads it.
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
    'Relationships are `lazy="raise"`: a response that reads one without a statement that loaded it '
    "is a 500, for every request."
)
INSTEAD = """
class ProductRepository(Repository[Product]):
    loads = (selectinload(Product.category),)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each field of a response that shows a relation that no statement loads."""
    told: set[tuple[ast.AST, Path]] = set()
    for schema, model in sorted(responses(project)):
        for field, path in shown(project, schema, model):
            # A field that other schemas inherit is told of once.
            if not is_loaded(project, path) and (field.node, path) not in told:
                told.add((field.node, path))
                yield unloaded(field, path)


def unloaded(field: Field, path: Path) -> Broken:
    """Return that a field shows a relation that nothing loads, and the line that loads it."""
    names = [".".join(each.rsplit(".", 2)[-2:]) for each in path]
    option = ".".join(f"selectinload({name})" for name in names)
    repository = f"{names[0].partition('.')[0]}Repository"
    what = (
        f"`{field.owner.node.name}.{field.name}` shows the relation `{names[-1]}`, and no repository "
        f"loads it: add `{option}` to `loads` of `{repository}`"
    )
    return Broken(field.owner.module, field.node, what, f"loads = ({option},)")


def responses(project: Project) -> set[tuple[str, str]]:
    """Return the schemas that are read from a row, each with the model of the row.

    The name of a schema says the model (`ProductResponse`), and so does `model_validate(product)`.
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
    """Tell whether the first word of a name is longer: `NotebookResponse` is not about a `Note`."""
    return name[len(start) :][:1].islower()


def reads_attributes(project: Project, schema: str) -> bool:
    """Tell whether a schema is read from the attributes of an object."""
    told = next((value for _, value in config(project, schema, "from_attributes")), None)
    is_read = isinstance(told, ast.Constant) and told.value is True
    return is_read and is_schema(project, schema) and PAGE not in lineage(project, schema)


def shown(
    project: Project, schema: str, model: str, seen: frozenset[str] = frozenset()
) -> Iterator[tuple[Field, Path]]:
    """Yield the fields of a response that show relations, with the relations on the way there."""
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
    """Return the attributes that a field may be read from: its name, or what stands in for it."""
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
    """Return the schemas that the field holds, and that are read from the related row."""
    held = mentioned(project, field.owner.module, field.annotation) if field.annotation else ()
    return frozenset(each for each in held if model and reads_attributes(project, each))
