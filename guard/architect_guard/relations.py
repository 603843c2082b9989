"""The relations that attributes of a model read."""

import ast
from collections.abc import Iterator

from architect_guard.project import Project
from architect_guard.rules.no_lazy_loads import RELATIONSHIPS
from architect_guard.schemas import is_row, lineage
from architect_guard.source import Module
from architect_guard.wire import mentioned


def relations(
    project: Project, model: str, name: str, seen: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Yield the relations that an attribute of a model reads, each with its target model."""
    for home in lineage(project, model):
        found = project.definition(home)
        for node in getattr(found.node, "body", ()) if found else ():
            if found and isinstance(node, ast.FunctionDef) and node.name == name:
                read = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
                for attribute in sorted(read - seen - {name}):
                    yield from relations(project, model, attribute, seen | {name})
            elif found and is_relationship(project, found.module, node, name):
                yield f"{home}.{name}", related(project, found.module, node)


def is_relationship(project: Project, module: Module, node: ast.stmt, name: str) -> bool:
    """Return whether a statement of a class defines a relationship of this name."""
    if not isinstance(node, ast.AnnAssign | ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
    is_named = any(isinstance(each, ast.Name) and each.id == name for each in targets)
    return is_named and project.resolve(module, node.value.func) in RELATIONSHIPS


def related(project: Project, module: Module, node: ast.stmt) -> str:
    """Return the target model of a relationship, from its annotation."""
    annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
    named = mentioned(project, module, annotation) if annotation else ()
    return next((each for each in named if is_row(project, each)), "")
