"""A rule of the architecture, and what breaks it.

A rule is a module: of `rules/`, if it reads the text of the application, of `route_rules/`, if it asks
the routes of one that runs. Its docstring's first line says the rule, `WHY` the reason, `INSTEAD`
shows mended code, and `check` yields what breaks it. Add one, and it is found.
"""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from textwrap import indent
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from tests.architecture.project import Project
from tests.architecture.source import Module

FOLDER = Path(__file__).parent
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
    """Return the rules about the text of this project; nothing of it is run."""
    return all_rules(TEXT)


def all_rules(folder: str) -> list[Rule[Any]]:
    """Return the rules of a folder by name, those included that the project's team has added."""
    return [read_rule(folder, module) for module in modules_in(folder)]


def rule_names(folder: str) -> set[str]:
    """Return what the rules of a folder are called; none of them is imported."""
    return {name_of(module) for module in modules_in(folder)}


def modules_in(folder: str) -> list[str]:
    """Return the modules of a folder, in the order of their names."""
    return sorted(found.name for found in iter_modules([str(FOLDER / folder)]))


def name_of(module: str) -> str:
    """Return the name of the rule that a module is."""
    return module.replace("_", "-")


def read_rule(folder: str, name: str) -> Rule[Any]:
    """Return the rule of a module. Raises `AttributeError` for a module that is none."""
    module = import_module(f"tests.architecture.{folder}.{name}")
    says = (module.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
    return Rule(name_of(name), says, module.WHY, module.INSTEAD, module.check)
