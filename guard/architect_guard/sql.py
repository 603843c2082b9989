"""Textual SQL, and whether it selects all rows of a table."""

import ast
import re
from collections.abc import Iterator

from architect_guard.literals import text_of
from architect_guard.project import Project
from architect_guard.source import Module
from architect_guard.values import values_of

MAKERS = frozenset({"sqlalchemy.sql.text", "sqlalchemy.text"})
SELECTION = re.compile(r"\s*select\b.*\bfrom\s", re.IGNORECASE | re.DOTALL)
# SQL with one of these keywords may return few rows; conditions are not analysed.
FEW = re.compile(
    r"\b(?:limit|fetch|where|join|group\s+by|distinct|having|using)\b|\w\s*\(", re.IGNORECASE
)


def selects_all(project: Project, module: Module, node: ast.expr) -> bool:
    """Return whether an expression is SQL that selects every row, as far as its text is known."""
    said = [text_of(each) or "" for each in _spelled(project, module, node)]
    return any(SELECTION.match(text) and not FEW.search(text) for text in said)


def _spelled(project: Project, module: Module, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the string parts of an expression: the argument of `text(…)`, the values of a name."""
    if isinstance(node, ast.Call):
        if project.resolve(module, node.func) in MAKERS and node.args:
            yield from _spelled(project, module, node.args[0])
    elif isinstance(node, ast.Name | ast.Attribute):
        yield from (
            inner.args[0] if isinstance(inner, ast.Call) and inner.args else inner
            for inner in values_of(project, module, node)
            if not isinstance(inner, ast.Call) or project.resolve(module, inner.func) in MAKERS
        )
    else:
        yield node
