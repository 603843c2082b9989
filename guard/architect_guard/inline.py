"""Comments in source code that allow a violation, and the names of what encloses a line."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

MARK = "architect: allow"
COMMENT = re.compile(rf"#\s*{MARK} (?P<rules>[\w-]+(?:, [\w-]+)*) because (?P<reason>\S.*)")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Scope(NamedTuple):
    """A function or a class; `first` is the line of its first decorator."""

    name: str
    first: int
    line: int
    last: int


class Comment(NamedTuple):
    """A comment that allows violations of some rules in the lines from `first` to `last`."""

    rules: tuple[str, ...]
    reason: str
    line: int
    first: int
    last: int


@cache
def scopes(path: Path) -> list[Scope]:
    """Return the functions and classes of a file; none if it does not parse."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    return list(_scopes(tree, ""))


def _scopes(node: ast.AST, prefix: str) -> Iterator[Scope]:
    for child in ast.iter_child_nodes(node):
        name = prefix
        if isinstance(child, Definition):
            name = f"{prefix}{child.name}"
            first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
            yield Scope(name, first, child.lineno, child.end_lineno or child.lineno)
            name += "."
        yield from _scopes(child, name)


def encloses(path: Path, symbol: str, line: int) -> bool:
    """Tell whether a line is in a function or class: `list_notes`, `NoteService.page`."""
    return any(
        scope.first <= line <= scope.last
        for scope in scopes(path)
        if f".{scope.name}".endswith(f".{symbol}")
    )


@cache
def comments(path: Path) -> list[Comment]:
    """Return the comments of a file; one on the line of a `def` or `class` counts for all of it."""
    return [
        Comment(
            tuple(match["rules"].split(", ")), match["reason"].strip(), line, *_lines(path, line)
        )
        for line, text in marked_lines(path)
        if (match := COMMENT.search(text))
    ]


@cache
def marked_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that have the mark, with or without a rule and a reason."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(at, text) for at, text in enumerate(lines, 1) if f"# {MARK}" in text]


def _lines(path: Path, line: int) -> tuple[int, int]:
    found = [scope for scope in scopes(path) if scope.line == line]
    return (found[0].first, found[0].last) if found else (line, line)
