"""The application has the parts that `pyproject.toml` lists, and no other."""

import ast
from collections.abc import Iterator

from architect_guard.layering import part_of, ranks
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = "A module outside the parts is one that no rule speaks of."
INSTEAD = """
Move the module into the part whose work it does. A part that is really new goes to its place in
`layers` of the first contract in pyproject.toml.
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each module that belongs to no part."""
    # Without a contract of layers, no part is named.
    for module in project.modules() if ranks(project) else ():
        code = code_of(module)
        if code and not part_of(project, module.name):
            parts = ", ".join(ranks(project))
            yield Broken(module, code, f"it belongs to none of {parts}")


def code_of(module: Module) -> ast.AST | None:
    """Return where a module does something; a package may be nothing but the folder of its parts."""
    if not module.is_package:
        return module.tree
    return next(iter([*module.functions(), *module.all(ast.ClassDef)]), None)
