"""The schemas: their fields, options and base classes."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from architect_guard.definitions import Definition
from architect_guard.project import Project

PYDANTIC = {"pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.RootModel"}
ROWS = {"sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.declarative_base"}
# A schema, or with `table=True` a database model.
SQLMODEL = "sqlmodel.SQLModel"


class Field(NamedTuple):
    """A field of a schema, with the class that declares it."""

    owner: Definition
    name: str
    # The whole declaration; for a computed field, the function.
    node: ast.AnnAssign | ast.FunctionDef

    @property
    def annotation(self) -> ast.expr | None:
        """Its declared type."""
        return self.node.annotation if isinstance(self.node, ast.AnnAssign) else self.node.returns

    def calls(self) -> Iterator[ast.Call]:
        """Yield the calls in its declaration, e.g. `Field(alias="key")`."""
        if isinstance(self.node, ast.AnnAssign):
            yield from (each for each in ast.walk(self.node) if isinstance(each, ast.Call))


def classes(project: Project) -> Iterator[tuple[str, Definition]]:
    """Yield the classes of the application by full name."""
    for module in project.modules():
        for node in module.all(ast.ClassDef):
            yield f"{module.name}.{module.title(node)}", Definition(module, node)


@cache
def lineage(project: Project, name: str) -> tuple[str, ...]:
    """Return the full names of a class and its base classes, nearest first."""
    found = project.definition(name)
    if found is None or not isinstance(found.node, ast.ClassDef):
        return (name,)
    line = [name]
    for base in found.node.bases:
        home = project.resolve(found.module, base)
        line += [each for each in lineage(project, home) if each not in line] if home else []
    return tuple(line)


def config(project: Project, name: str, option: str) -> Iterator[tuple[Definition, ast.expr]]:
    """Yield the values of a `model_config` option in a class and its base classes."""
    for home in lineage(project, name):
        found = project.definition(home)
        if found and isinstance(found.node, ast.ClassDef):
            yield from ((found, value) for key, value in _options(found.node) if key == option)


def _options(node: ast.ClassDef) -> Iterator[tuple[str | None, ast.expr]]:
    """Yield the options of a class: keyword arguments, `model_config` and `class Config`."""
    yield from ((each.arg, each.value) for each in node.keywords)
    for inner in node.body:
        if isinstance(inner, ast.ClassDef) and inner.name == "Config":
            yield from _assigned(inner.body)
    for target, value in _assigned(node.body):
        if target == "model_config" and isinstance(value, ast.Call):
            yield from ((each.arg, each.value) for each in value.keywords)
        elif target == "model_config" and isinstance(value, ast.Dict):
            keys = (getattr(key, "value", None) for key in value.keys)
            yield from zip(keys, value.values, strict=True)


def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.expr):
            yield target.id, value


def is_schema(project: Project, name: str) -> bool:
    """Return whether a class is a Pydantic schema."""
    line = lineage(project, name)
    return not PYDANTIC.isdisjoint(line) or (SQLMODEL in line and not is_row(project, name))


def is_row(project: Project, name: str) -> bool:
    """Return whether a class is a database model."""
    line = lineage(project, name)
    return not ROWS.isdisjoint(line) or (SQLMODEL in line and is_table(project, name))


def is_table(project: Project, name: str) -> bool:
    """Return whether a class is declared with `table=True`."""
    found = project.definition(name)
    keywords = found.node.keywords if found and isinstance(found.node, ast.ClassDef) else []
    return any(each.arg == "table" and getattr(each.value, "value", 0) is True for each in keywords)


@cache
def fields(project: Project, name: str) -> tuple[Field, ...]:
    """Return the fields of a class, also inherited ones, each with its last declaration."""
    by_name: dict[str, Field] = {}
    for home in lineage(project, name):
        found = project.definition(home)
        if found and isinstance(found.node, ast.ClassDef):
            for field in _declared(project, found):
                by_name.setdefault(field.name, field)
    return tuple(by_name.values())


def _declared(project: Project, owner: Definition) -> Iterator[Field]:
    for node in getattr(owner.node, "body", ()):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            head = node.annotation.value if isinstance(node.annotation, ast.Subscript) else None
            if head is None or project.resolve(owner.module, head) != "typing.ClassVar":
                yield Field(owner, node.target.id, node)
        elif isinstance(node, ast.FunctionDef):
            decorators = (getattr(each, "func", each) for each in node.decorator_list)
            names = {project.resolve(owner.module, each) for each in decorators}
            if "pydantic.computed_field" in names:
                yield Field(owner, node.name, node)
