"""The packages that modules belong to, and their imports."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from architect_guard.names import origin
from architect_guard.project import Project
from architect_guard.source import Imports, Module

# Functions that import a module by name.
IMPORTERS = frozenset(
    {
        "builtins.__import__",
        "importlib.__import__",
        "importlib.import_module",
        "pkgutil.resolve_name",
    }
)


class Import(NamedTuple):
    """An imported name: its place, its name as written, and the full name of its definition."""

    module: Module
    node: ast.AST
    written: str
    home: str


def is_in(name: str, *places: str) -> bool:
    """Return whether a full name is one of these, or inside one of them."""
    return f"{name}.".startswith(tuple([f"{place}." for place in places]))


def belongs(name: str, part: str) -> bool:
    """Return whether a full name is a package of the application, or inside it."""
    return is_in(name, f"app.{part}")


@cache
def imports(project: Project) -> list[Import]:
    """Return every import in the application, also inside functions."""
    return [
        Import(module, node, written, project.home(written))
        for module in project.modules()
        for node, written in every_import(project, module)
    ]


def every_import(project: Project, module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the imports of a module, including `import_module("app.main")`."""
    for node in module.imports():
        yield from ((node, written) for written in written_names(module, node))
    for call in module.all(ast.Call):
        text = call.args[0] if call.args else None
        is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
        if is_text and project.resolve(module, call.func) in IMPORTERS:
            yield call, str(getattr(text, "value", "")).replace(":", ".")


def written_names(module: Module, node: Imports) -> Iterator[str]:
    """Yield the full names that an import loads; `from app import x` loads `app.x`."""
    prefix = f"{origin(module, node)}." if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        yield f"{prefix}{alias.name}".removesuffix(".*")
