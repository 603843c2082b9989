"""A rule of the architecture, and what breaks it.

A rule is a module of `tests/architecture/rules/`. Its docstring's first line says the rule, `WHY` the
reason, `INSTEAD` shows mended code, and `check` yields what breaks it. Add one, and it is found.
"""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from textwrap import indent
from typing import NamedTuple

from tests.architecture.project import Project
from tests.architecture.source import Module

FOLDER = Path(__file__).parent / "rules"


class Broken(NamedTuple):
    """One place that breaks a rule."""

    module: Module
    node: ast.AST
    # What is wrong there, in words that follow the place.
    what: str
    # The mended code, where more can be said than the rule's own example.
    instead: str = ""


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


class Rule(NamedTuple):
    """What may not be, why, and how it is done right."""

    name: str
    says: str
    why: str
    instead: str
    check: Callable[[Project], Iterator[Broken]]

    def findings(self, project: Project) -> list[Finding]:
        """Return what breaks the rule, in the order of files and lines."""
        return sorted(
            Finding(
                rule=self.name,
                file=each.module.file,
                line=line,
                column=column + 1,
                what=each.what,
                says=self.says,
                why=self.why,
                instead=each.instead or self.instead,
            )
            for each in self.check(project)
            for line, column in [each.module.place(each.node)]
        )


def all_rules() -> list[Rule]:
    """Return the rules of this project by name, those included that its team has added."""
    return [
        read_rule(found.name)
        for found in sorted(iter_modules([str(FOLDER)]), key=lambda found: found.name)
    ]


def read_rule(name: str) -> Rule:
    """Return the rule of a module. Raises `AttributeError` for a module that is none."""
    module = import_module(f"tests.architecture.rules.{name}")
    says = (module.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
    return Rule(name.replace("_", "-"), says, module.WHY, module.INSTEAD, module.check)
