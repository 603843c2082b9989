"""Recognise handlers that change the result of a service instead of returning it."""

import ast
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from architect_guard.project import Project
from architect_guard.source import Function, Module
from architect_guard.usage import goes_to, target_of, uses

REPLACERS = {"copy.replace", "dataclasses.replace"}
COPIERS = {"_replace", "copy", "model_copy"}
# Responses whose first argument is the content; for a redirect it is the URL.
ANSWERS = {
    f"{home}.{name}"
    for home in ("fastapi", "fastapi.responses", "starlette.responses")
    for name in ("HTMLResponse", "JSONResponse", "PlainTextResponse", "Response")
}


class Given(NamedTuple):
    """Results of services in a handler: the calls, and the names of their results."""

    project: Project
    module: Module
    calls: frozenset[ast.AST]
    names: frozenset[str]

    def has(self, node: ast.expr | None) -> bool:
        """Return whether an expression is the result of a service, or an attribute of it."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Await):
            node = node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return node in self.calls or self.has(node.func.value)
        return node in self.calls or (isinstance(node, ast.Name) and node.id in self.names)


Reader: TypeAlias = Callable[[Given, Any], bool]


def given_by(project: Project, module: Module, function: Function, work: list[ast.Call]) -> Given:
    """Return the results of some calls in a function; a name counts if it holds nothing else."""
    names = set()
    for call in work:
        _, taker = goes_to(module, call)
        _, taker = goes_to(module, taker) if isinstance(taker, ast.Await) else (call, taker)
        names.add(target_of(taker))
    taken = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    return Given(project, module, frozenset(work), frozenset(names - taken - {""}))


def remade(given: Given, node: ast.AST) -> str:
    """Return how a node changes a service result, as words after a name; empty if it does not."""
    read = next((each for kind, each in READERS.items() if isinstance(node, kind)), None)
    return WORDS[read] if read and read(given, node) else ""


def _is_copy(given: Given, call: ast.Call) -> bool:
    if given.project.resolve(given.module, call.func) in REPLACERS:
        return bool(call.args) and given.has(call.args[0])
    if not isinstance(call.func, ast.Attribute) or not given.has(call.func.value):
        return False
    words = {each.arg for each in call.keywords}
    copies = call.func.attr in COPIERS and (bool(words) or call.func.attr == "_replace")
    return copies or (
        call.func.attr == "model_dump" and not words.isdisjoint({"exclude", "include"})
    )


def _is_text(given: Given, text: ast.JoinedStr) -> bool:
    held = any(
        given.has(each.value) for each in text.values if isinstance(each, ast.FormattedValue)
    )
    return held and _is_answered(given, text)


def _is_bundle(given: Given, bundle: ast.Tuple | ast.List) -> bool:
    return any(map(given.has, bundle.elts)) and _is_answered(given, bundle)


def _is_extended(given: Given, table: ast.Dict) -> bool:
    spread = [value for key, value in zip(table.keys, table.values, strict=True) if key is None]
    return len(table.keys) > 1 and any(map(given.has, spread)) and _is_answered(given, table)


def _is_answered(given: Given, node: ast.expr) -> bool:
    """Return whether a value is returned, directly or through a name."""
    name = target_of(goes_to(given.module, node)[1])
    named = uses(given.module, node, name) if name else ()
    return any(_is_returned(given, each) for each in (node, *named))


def _is_returned(given: Given, node: ast.expr) -> bool:
    """Return whether an expression is returned directly, or as the content of a response."""
    handed, taker = goes_to(given.module, node)
    is_content = isinstance(taker, ast.keyword) and taker.arg == "content"
    if is_content and taker is not None:
        handed, taker = taker, given.module.parent(taker)
    if isinstance(taker, ast.Call):
        name = given.project.resolve(given.module, taker.func)
        return (is_content or handed in taker.args[:1]) and name in ANSWERS
    return isinstance(taker, ast.Return)


READERS: dict[type[ast.AST], Reader] = {
    ast.Call: _is_copy,
    ast.Dict: _is_extended,
    ast.JoinedStr: _is_text,
    ast.List: _is_bundle,
    ast.Tuple: _is_bundle,
}
WORDS: dict[Reader, str] = {
    _is_bundle: "combines a service result with other values, or splits it",
    _is_copy: "changes a service result",
    _is_extended: "extends a service result",
    _is_text: "formats a service result as a string",
}
