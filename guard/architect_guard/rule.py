"""Architecture rules and their violations.

A rule is a module: in `rules/` if it reads the source code, in `route_rules/` if it reads the routes of
the running application. The first line of its docstring is the rule, `WHY` the reason, `INSTEAD` shows
corrected code, and `check` yields violations. A project's own rules are in folders of the same names
below `tests/architecture/`.
"""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from architect_guard.layout import ROOT
from architect_guard.project import Project
from architect_guard.source import Module

BUILT_IN = Path(__file__).parent
OWN = ROOT / "tests" / "architecture"
TEXT, ROUTES = "rules", "route_rules"

# What a rule is about: the project, or an application.
SubjectT = TypeVar("SubjectT")


class Place(NamedTuple):
    """Where something stands; lines and columns begin at 1."""

    file: str
    line: int
    column: int


class Violation(Protocol):
    """What a rule yields."""

    @property
    def place(self) -> Place:
        """Where the rule is broken."""

    @property
    def what(self) -> str:
        """What is wrong there, in words that follow the place."""

    @property
    def instead(self) -> str:
        """The mended code, where more can be said than the rule's own example."""


class Broken(NamedTuple):
    """One place in the text that breaks a rule."""

    module: Module
    node: ast.AST
    what: str
    instead: str = ""

    @property
    def place(self) -> Place:
        """Where the rule is broken."""
        line, column = self.module.place(self.node)
        return Place(self.module.file, line, column + 1)


class Finding(NamedTuple):
    """One place that breaks a rule, as it is told to people and programs."""

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
    """What may not be, why, and how it is done right."""

    name: str
    says: str
    why: str
    instead: str
    check: Callable[[SubjectT], Iterator[Violation]]

    def findings(self, subject: SubjectT) -> list[Finding]:
        """Return what breaks the rule, in the order of files and lines."""
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
    """Return the rules about source code; own rules of the project included, whose modules run."""
    return all_rules(TEXT)


def all_rules(folder: str) -> list[Rule[Any]]:
    """Return the rules of a folder by name; own rules of the project included, whose modules run."""
    rules = [*built_in_rules(folder), *(own_rule(path) for path in modules_in(OWN / folder))]
    # An own rule replaces the built-in one of its name.
    return sorted({rule.name: rule for rule in rules}.values(), key=lambda rule: rule.name)


def built_in_rules(folder: str) -> list[Rule[Any]]:
    """Return the rules of a folder that come with this package, by name."""
    package = f"architect_guard.{folder}"
    paths = modules_in(BUILT_IN / folder)
    return [rule_of(path, import_module(f"{package}.{path.stem}")) for path in paths]


def own_rule_names(folder: str) -> set[str]:
    """Return the names of the project's own rules; no module runs."""
    return {name_of(path) for path in modules_in(OWN / folder)}


def rule_names(folder: str) -> set[str]:
    """Return the names of all rules of a folder; no module runs."""
    return own_rule_names(folder) | {name_of(path) for path in modules_in(BUILT_IN / folder)}


def modules_in(folder: Path) -> list[Path]:
    """Return the modules of a folder by name; an absent folder has none."""
    return sorted(path for path in folder.glob("*.py") if path.stem != "__init__")


def name_of(path: Path) -> str:
    """Return the name of the rule in a module."""
    return path.stem.replace("_", "-")


def own_rule(path: Path) -> Rule[Any]:
    """Return the rule of a module of the project. Raises `AttributeError` if it defines none."""
    spec = spec_from_file_location(f"own_rules.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return rule_of(path, module)


def rule_of(path: Path, module: ModuleType) -> Rule[Any]:
    """Return the rule of a module. Raises `AttributeError` if it defines none."""
    says = (module.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
    return Rule(name_of(path), says, module.WHY, module.INSTEAD, module.check)
