"""Base classes and subclasses, direct and indirect."""

import ast
from functools import cache

from architect_guard.project import Project


@cache
def ancestors(project: Project, name: str) -> frozenset[str]:
    """Return the full names of a class and all its base classes."""
    found = project.definition(name)
    if found is None or not isinstance(found.node, ast.ClassDef):
        return frozenset({name} - {""})
    bases = {project.resolve(found.module, base) for base in found.node.bases} - {"", name}
    return frozenset({name}).union(*(ancestors(project, base) for base in bases))


@cache
def descendants(project: Project, ancestor: str) -> frozenset[str]:
    """Return the full names of the application's subclasses of a class."""
    return frozenset(
        name
        for module in project.modules()
        for node in module.all(ast.ClassDef)
        for name in [f"{module.name}.{module.title(node)}"]
        if ancestor in ancestors(project, name)
    )


def found_name(project: Project, name: str) -> str:
    """Return the full name of a method in the class that defines it."""
    found = project.definition(name)
    return f"{found.module.name}.{found.module.title(found.node)}" if found else ""
