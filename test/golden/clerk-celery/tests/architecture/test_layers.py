"""The layers, enforced: each rule here is a line of docs/CODING_STANDARDS.md.

`lint-imports` enforces the first three too, and indirect imports besides; these need no other
tool than the test run and say how to mend what they find.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.rules import DECIDES, FOREIGN, HANDLERS, KNOWN_ONLY_TO

APP = Path(__file__).parent.parent.parent / "app"
CONTRACTS = tomllib.loads((APP.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]

# From the top down: a layer may import what stands after it, or beside it.
RANKS = {
    layer: rank for rank, line in enumerate(CONTRACTS[0]["layers"]) for layer in line.split(" : ")
}
EXCEPTIONS: list[str] = CONTRACTS[0]["ignore_imports"]

BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match)


class Import(NamedTuple):
    """One imported name and where it stands."""

    file: str
    line: int
    target: str

    @property
    def module(self) -> str:
        """The module that imports."""
        return module_of(self.file)

    @property
    def layer(self) -> str:
        """The layer that imports."""
        return layer_of(self.module)

    @property
    def place(self) -> str:
        """The file and the line, and what is imported there."""
        return f"app/{self.file}:{self.line} imports {self.target}"


def module_of(file: str) -> str:
    """Return the module that a file below `app/` is."""
    return "app." + file.removesuffix(".py").replace("/", ".")


def belongs(module: str, part: str) -> bool:
    """Tell whether a module is a part of the application, or within it."""
    return f"{module}.".startswith(f"app.{part}.")


def layer_of(module: str) -> str:
    """Return the layer of a module of the application, or nothing."""
    return next((layer for layer in RANKS if belongs(module, layer)), "")


def source_files() -> list[str]:
    """Return the modules of the application in a stable order, as paths below `app/`."""
    return sorted(path.relative_to(APP).as_posix() for path in APP.rglob("*.py"))


def parse(file: str) -> ast.Module:
    """Return the syntax tree of a file below `app/`."""
    return ast.parse((APP / file).read_text(encoding="utf-8"))


def imports() -> Iterator[Import]:
    """Yield every import of the application, wherever in a module it stands."""
    for file in source_files():
        for node in ast.walk(parse(file)):
            for target in targets(node):
                yield Import(file, node.lineno, target)  # type: ignore[attr-defined]


def targets(node: ast.AST) -> list[str]:
    """Return what a statement imports; `from app import x` counts as `app.x`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return [f"{module}.{alias.name}" for alias in node.names]
    return []


def complain(found: list[str]) -> None:
    """Fail with everything that was found, one thing a line."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_the_application_has_these_layers_and_no_other() -> None:
    complain(
        [
            f"app/{file}: it belongs to no layer; see {list(RANKS)}"
            for file in source_files()
            if not file.endswith("__init__.py") and not layer_of(module_of(file))
        ]
    )


def test_a_layer_imports_only_from_the_layers_below_it() -> None:
    found = []
    for each in imports():
        upper, lower = each.layer, layer_of(each.target)
        excepted = any(
            f"{each.module} -> {each.target}.".startswith(f"{known}.") for known in EXCEPTIONS
        )
        if excepted or not upper or not lower:
            continue
        if RANKS[lower] < RANKS[upper]:
            found.append(
                f"{each.place}: {lower} stands above {upper}; "
                f"pass what is needed as an argument, or move it into {upper} or below"
            )
    complain(found)


def test_a_layer_is_known_only_to_those_it_serves() -> None:
    complain(
        [
            f"{each.place}: only {' and '.join(sorted(known_to))} may; ask one of them instead"
            for each in imports()
            for layer, known_to in KNOWN_ONLY_TO.items()
            if layer_of(each.target) == layer and each.layer not in known_to | {layer, ""}
        ]
    )


def test_a_layer_imports_only_the_libraries_that_are_its_business() -> None:
    complain(
        [
            f"{each.place}, which is not the business of app/{part.replace('.', '/')}: {remedy}"
            for each in imports()
            for part, foreign in FOREIGN.items()
            for library, remedy in foreign.items()
            if belongs(each.module, part) and each.target.split(".")[0] == library
        ]
    )


def test_imports_are_absolute() -> None:
    complain(
        [
            f"{each.place}: write it from app. on"
            for each in imports()
            if each.target.startswith(".")
        ]
    )


def test_a_handler_decides_nothing() -> None:
    complain(
        [
            f"{path.relative_to(APP.parent)}:{node.lineno} branches or loops: "
            f"a rule belongs into {DECIDES}, and an error is raised there"
            for path in sorted(APP.glob(HANDLERS))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, BRANCHES)
        ]
    )
