"""Which part of the application a module belongs to, and what is imported from where."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from architect_guard.names import origin
from architect_guard.project import Project
from architect_guard.source import Imports, Module

# What imports a module that a text names.
IMPORTERS = frozenset(
    {
        "builtins.__import__",
        "importlib.__import__",
        "importlib.import_module",
        "pkgutil.resolve_name",
    }
)


class Import(NamedTuple):
    """One imported name: where it stands, as it is written, and what it is at home."""

    module: Module
    node: ast.AST
    written: str
    home: str


@cache
def contracts(project: Project, kind: str) -> list[dict[str, Any]]:
    """Return the contracts of a kind that `lint-imports` checks, too: there is no second list of them.

    https://import-linter.readthedocs.io/en/stable/contract_types/
    """
    text = (project.root / "pyproject.toml").read_text(encoding="utf-8")
    tools = tomllib.loads(text).get("tool", {})
    found: list[dict[str, Any]] = tools.get("importlinter", {}).get("contracts", [])
    return [each for each in found if each["type"] == kind]


@cache
def ranks(project: Project) -> dict[str, int]:
    """Return the parts from the top down: one imports those that stand lower, and have more."""
    layers = contracts(project, "layers")
    lines: list[str] = layers[0]["layers"] if layers else []
    return {part: rank for rank, line in enumerate(lines) for part in line.split(" : ")}


def is_in(name: str, *places: str) -> bool:
    """Tell whether a full name is one of these, or of something in one of them."""
    return f"{name}.".startswith(tuple([f"{place}." for place in places]))


def belongs(name: str, part: str) -> bool:
    """Tell whether a full name is that of a part of the application, or of something in it."""
    return is_in(name, f"app.{part}")


@cache
def part_of(project: Project, name: str) -> str:
    """Return the part that a full name belongs to, or nothing."""
    return next((part for part in ranks(project) if belongs(name, part)), "")


@cache
def imports(project: Project) -> list[Import]:
    """Return every import of the application, wherever in a module it stands."""
    return [
        Import(module, node, written, project.home(written))
        for module in project.modules()
        for node, written in every_import(project, module)
    ]


def every_import(project: Project, module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield what a module asks for, by statements and by texts: `import_module("app.main")`."""
    for node in module.imports():
        yield from ((node, written) for written in written_names(module, node))
    for call in module.all(ast.Call):
        text = call.args[0] if call.args else None
        is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
        if is_text and project.resolve(module, call.func) in IMPORTERS:
            yield call, str(getattr(text, "value", "")).replace(":", ".")


def written_names(module: Module, node: Imports) -> Iterator[str]:
    """Yield what an import asks for; `from app import x` asks for `app.x`."""
    prefix = f"{origin(module, node)}." if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        yield f"{prefix}{alias.name}".removesuffix(".*")
