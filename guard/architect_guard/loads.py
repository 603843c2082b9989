"""The relations that statements load, as paths from the selected row."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from architect_guard.calls import calls
from architect_guard.project import Project
from architect_guard.source import Module

# A path of relations by full name, e.g. `app.models.product.Product.tags`.
Path: TypeAlias = tuple[str, ...]

LOADERS = frozenset({"contains_eager", "joinedload", "selectinload", "subqueryload"})
# Methods that filter a relation: `Product.tags.and_(…)`.
NARROWING = frozenset({"and_", "of_type"})


@cache
def loaded(project: Project) -> frozenset[Path]:
    """Return the paths that loader options and `session.refresh` load."""
    found: set[Path] = set()
    for call in calls(project):
        found.update(_option(project, call.module, call.node))
        found.update(_refreshed(project, call.module, call.node))
    return frozenset(found)


def _option(project: Project, module: Module, call: ast.expr) -> Iterator[Path]:
    """Yield the paths of `selectinload(A.b)`, of `.joinedload(B.c)` after it, and of `.options(…)`."""
    if not isinstance(call, ast.Call):
        return
    if project.resolve(module, call.func) in {f"sqlalchemy.orm.{name}" for name in LOADERS}:
        yield _relations(project, module, call.args)
    elif isinstance(call.func, ast.Attribute):
        for before in _option(project, module, call.func.value):
            if call.func.attr in LOADERS:
                yield (*before, *_relations(project, module, call.args))
            else:
                yield before
                for each in call.args if call.func.attr == "options" else ():
                    yield from ((*before, *after) for after in _option(project, module, each))


def _relations(project: Project, module: Module, nodes: list[ast.expr]) -> Path:
    found = []
    for each in nodes:
        node = each
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr not in NARROWING:
                break
            node = node.func.value
        if isinstance(node, ast.Attribute):
            # For an alias, only the name of the relation is known.
            found.append(project.resolve(module, node) or node.attr)
    return tuple(found)


def _refreshed(project: Project, module: Module, call: ast.Call) -> Iterator[Path]:
    """Yield the paths of `session.refresh(row, ["tags"])`."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "refresh" and call.args:
        model = project.type_of(module, call.args[0])
        named = [*call.args[1:2], *(each.value for each in call.keywords)]
        for each in (inner for node in named for inner in ast.walk(node)):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield (f"{model}.{each.value}" if model else each.value,)


def is_loaded(project: Project, path: Path) -> bool:
    """Return whether a statement loads each relation of a path."""
    return any(
        len(found) >= len(path)
        # Without a full name, compare the last part.
        and all(
            each == wanted or each == wanted.rpartition(".")[2]
            for each, wanted in zip(found, path, strict=False)
        )
        for found in loaded(project)
    )
