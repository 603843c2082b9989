"""Architecture rules and their violations.

A rule is a module: in `rules/` if it reads the source code, in `route_rules/` if it reads the
routes of the running application. The first line of its docstring is the rule, `WHY` the reason,
`INSTEAD` shows corrected code, and `check` yields violations. A project's own rules are in folders
of the same names below `tests/architecture/`.
"""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from architect_guard.layout import ROOT, WITHOUT
from architect_guard.project import Project
from architect_guard.source import Module

BUILT_IN = Path(__file__).parent
OWN = ROOT / "tests" / "architecture"
TEXT, ROUTES = "rules", "route_rules"

# The subject of a rule: the project, or an application.
SubjectT = TypeVar("SubjectT")


class Place(NamedTuple):
    """A position in a file; lines and columns start at 1."""

    file: str
    line: int
    column: int


class Violation(Protocol):
    """A violation that a rule yields."""

    @property
    def place(self) -> Place:
        """The place of the violation."""

    @property
    def what(self) -> str:
        """The problem, as words that follow the place."""

    @property
    def instead(self) -> str:
        """Corrected code, if it is more specific than the example of the rule."""


class Broken(NamedTuple):
    """A place in the source code that breaks a rule."""

    module: Module
    node: ast.AST
    what: str
    instead: str = ""

    @property
    def place(self) -> Place:
        """The place of the violation."""
        line, column = self.module.place(self.node)
        return Place(self.module.file, line, column + 1)


class Finding(NamedTuple):
    """A violation as it is reported."""

    rule: str
    file: str
    line: int
    column: int
    what: str
    says: str
    why: str
    instead: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line} {self.what} [{self.rule}]\n"
            f"  rule: {self.says}\n"
            f"  why: {self.why}\n"
            f"  instead:\n{indent(self.instead.strip(), ' ' * 6)}\n"
        )


class Rule(NamedTuple, Generic[SubjectT]):
    """A rule, its reason, and an example of correct code."""

    name: str
    says: str
    why: str
    instead: str
    check: Callable[[SubjectT], Iterator[Violation]]

    def findings(self, subject: SubjectT) -> list[Finding]:
        """Return the violations of the rule, sorted by file and line."""
        return sorted(
            Finding(
                self.name,
                *each.place,
                what=each.what,
                says=self.says,
                why=self.why,
                instead=each.instead or self.instead,
            )
            for each in self.check(subject)
        )


def text_rules() -> list[Rule[Project]]:
    """Return the rules about source code, including the project's own, whose modules are run."""
    return all_rules(TEXT)


def all_rules(folder: str) -> list[Rule[Any]]:
    """Return the rules of a folder by name, including the project's own, whose modules are run."""
    rules = [*built_in_rules(folder), *(own_rule(path) for path in modules_in(OWN / folder))]
    # The project's own rule replaces a built-in rule of the same name.
    return sorted({rule.name: rule for rule in rules}.values(), key=lambda rule: rule.name)


def built_in_rules(folder: str) -> list[Rule[Any]]:
    """Return the built-in rules of a folder that the project follows, by name."""
    package = f"architect_guard.{folder}"
    paths = [path for path in modules_in(BUILT_IN / folder) if name_of(path) not in WITHOUT]
    return [rule_of(path, import_module(f"{package}.{path.stem}")) for path in paths]


def own_rule_names(folder: str) -> set[str]:
    """Return the names of the project's own rules, without running their modules."""
    return {name_of(path) for path in modules_in(OWN / folder)}


def rule_names(folder: str) -> set[str]:
    """Return the names of all rules of a folder, without running their modules."""
    return own_rule_names(folder) | {name_of(path) for path in modules_in(BUILT_IN / folder)}


def modules_in(folder: Path) -> list[Path]:
    """Return the modules of a folder by name; empty if there is no such folder."""
    return sorted(path for path in folder.glob("*.py") if path.stem != "__init__")


def name_of(path: Path) -> str:
    """Return the name of the rule that a module defines."""
    return path.stem.replace("_", "-")


def own_rule(path: Path) -> Rule[Any]:
    """Return the rule in a project module. Raises `AttributeError` if it defines none."""
    spec = spec_from_file_location(f"own_rules.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return rule_of(path, module)


def rule_of(path: Path, module: ModuleType) -> Rule[Any]:
    """Return the rule in a module. Raises `AttributeError` if it defines none."""
    says = (module.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
    return Rule(name_of(path), says, module.WHY, module.INSTEAD, module.check)
