"""Put every module into a package listed in `pyproject.toml`."""

import ast
from collections.abc import Iterator

from architect_guard.layering import part_of, ranks
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = "No rule applies to a module outside the listed packages."
INSTEAD = """
Move the module into the package it belongs to. Add a new package to `layers` of the first
contract in pyproject.toml.
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield modules outside the listed packages."""
    # Without a layers contract, no packages are listed.
    for module in project.modules() if ranks(project) else ():
        code = code_of(module)
        if code and not part_of(project, module.name):
            parts = ", ".join(ranks(project))
            yield Broken(module, code, f"does not belong to any of {parts}")


def code_of(module: Module) -> ast.AST | None:
    """Return the code of a module; an `__init__.py` without functions and classes has none."""
    if not module.is_package:
        return module.tree
    return next(iter([*module.functions(), *module.all(ast.ClassDef)]), None)
