"""Use absolute imports."""

import ast
from collections.abc import Iterator

from architect_guard.layering import imports
from architect_guard.names import origin
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "A relative import breaks when its file moves, and does not show which module it loads."
INSTEAD = "from app.models.invoice import Invoice"


def check(project: Project) -> Iterator[Broken]:
    """Yield the first relative import of each file, with the number of others."""
    for module in project.modules():
        found = [node for node in module.all(ast.ImportFrom) if node.level]
        for node in found[:1]:
            names = ", ".join(alias.name for alias in node.names)
            fixed = f"from {origin(module, node)} import {names}"
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            yield Broken(module, node, f"uses a relative import{more}", fixed)
    for each in imports(project):
        if isinstance(each.node, ast.Call) and each.written.startswith("."):
            yield Broken(each.module, each.node, f"imports `{each.written}`, a relative path")
