"""Names that hold an outcome or a part of it, and checks of their types."""

import ast
import builtins
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from architect_guard.arguments import parameters_of
from architect_guard.project import Project
from architect_guard.source import COMPREHENSIONS, Function, Module

EXCEPTIONS = frozenset(
    f"builtins.{name}"
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
) | {"asyncio.CancelledError", "asyncio.TimeoutError", "builtins.ExceptionGroup"}


class Check(NamedTuple):
    """A type check of an outcome: `isinstance(outcome, types)`, or a class pattern of a `match`."""

    module: Module
    node: ast.AST
    shown: ast.expr
    types: set[str]

    @property
    def is_about_failures(self) -> bool:
        """Whether the check is true for failures."""
        return any(map(is_exception, self.types))


def nodes_of(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function."""
    for statement in getattr(function, "body", ()):
        yield from ast.walk(statement)


def names_in(node: ast.AST) -> set[str]:
    """Return the names in an expression."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def parts_of(function: ast.AST, source: ast.AST | None, names: set[str]) -> set[str]:
    """Return the names that hold an outcome or a part of it, by assignments and by loops.

    Args:
        function: The function to search.
        source: The expression that returns the outcome, if it has no name yet.
        names: Names that hold the outcome at the start.
    """
    found = set(names)
    known = -1
    nodes = list(nodes_of(function))
    while known != len(found):
        known = len(found)
        for node in nodes:
            if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
                value, targets = node.iter, [node.target]
            elif isinstance(node, ast.Assign):
                value, targets = node.value, node.targets
            elif isinstance(node, ast.NamedExpr):
                value, targets = node.value, [node.target]
            else:
                continue
            # A list built from an outcome has parts of it only if it does not change them.
            is_made = isinstance(value, COMPREHENSIONS) and isinstance(node, ast.Assign)
            if not is_made and (names_in(value) & found or has(value, source)):
                found.update(*(names_in(target) for target in targets))
    return found


def has(node: ast.AST, part: ast.AST | None) -> bool:
    """Return whether an expression is part of another one."""
    return part is not None and any(each is part for each in ast.walk(node))


def checks_of(
    project: Project, module: Module, function: ast.AST, names: set[str]
) -> Iterator[Check]:
    """Yield the type checks of some names."""
    for node in nodes_of(function):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            called = project.resolve(module, node.func)
            if called == "builtins.isinstance" and names_in(node.args[0]) & names:
                shown = node.args[1]
                yield Check(module, node, shown, types_in(project, module, shown))
        elif isinstance(node, ast.Match) and names_in(node.subject) & names:
            for pattern in (each for case in node.cases for each in ast.walk(case.pattern)):
                if isinstance(pattern, ast.MatchClass):
                    types = types_in(project, module, pattern.cls)
                    yield Check(module, pattern, pattern.cls, types)


def types_in(project: Project, module: Module, node: ast.expr) -> set[str]:
    """Return the full names of the types in an `isinstance` check."""
    if isinstance(node, ast.Tuple):
        return {name for each in node.elts for name in types_in(project, module, each)}
    if isinstance(node, ast.BinOp):
        return types_in(project, module, node.left) | types_in(project, module, node.right)
    return {project.resolve(module, node)}


def checks_by_helper(
    project: Project, module: Module, handed: ast.AST, source: ast.expr, names: set[str]
) -> Iterator[Check]:
    """Yield the type checks in a function that receives a whole outcome."""
    if not isinstance(handed, ast.Call):
        return
    found = project.definition(project.resolve(module, handed.func))
    if found is None or not isinstance(found.node, Function):
        return
    taken = [each for each in parameters_of(found.node) if each not in {"self", "cls"}]
    for place, argument in enumerate(handed.args[: len(taken)]):
        if names_in(argument) & names or source in ast.walk(argument):
            parts = parts_of(found.node, None, {taken[place]})
            yield from checks_of(project, found.module, found.node, parts)


def is_exception(name: str) -> bool:
    """Return whether a full name is an exception class."""
    return name in EXCEPTIONS or name.endswith(("Error", "Exception"))


def handed_whole(
    project: Project, module: Module, function: Function, source: ast.expr, names: set[str]
) -> Iterator[ast.Call | ast.Return]:
    """Yield returns and calls that pass a whole outcome out of a function."""
    for node in nodes_of(function):
        if isinstance(node, ast.Return) and node.value is not None:
            parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            named = [each for each in parts if isinstance(each, ast.Name) and each.id in names]
            if named or awaited(node.value) is source:
                yield node
        if isinstance(node, ast.Call) and not project.resolve(module, node.func).startswith(
            "builtins."
        ):
            given = [*node.args, *(each.value for each in node.keywords)]
            known = [each for each in given if isinstance(each, ast.Name) and each.id in names]
            if known or any(awaited(each) is source for each in given):
                yield node


def awaited(node: ast.expr) -> ast.expr:
    """Return the awaited expression, or the expression itself if it is not awaited."""
    return node.value if isinstance(node, ast.Await) else node


def handles_failures(check: Check) -> bool:
    """Return whether code runs for the failures that a check finds: they are not skipped."""
    module, node, finds_failures = check.module, check.node, check.is_about_failures
    case = module.within(node, ast.match_case) if isinstance(node, ast.pattern) else None
    if isinstance(case, ast.match_case):
        match = module.parent(case)
        others = [each for each in getattr(match, "cases", ()) if each is not case]
        return any(does_work(each.body) for each in ([case] if finds_failures else others))
    user = module.parent(node)
    while isinstance(user, ast.UnaryOp | ast.BoolOp):
        finds_failures ^= isinstance(user, ast.UnaryOp)
        node, user = user, module.parent(user)
    if isinstance(user, ast.comprehension):
        return finds_failures or node not in user.ifs
    if not isinstance(user, ast.If) or node is not user.test:
        return True
    failed, others = (user.body, user.orelse) if finds_failures else (user.orelse, user.body)
    # What follows an `if` that leaves the loop runs for the other outcomes.
    return does_work(failed) or (not failed and leaves(others))


def does_work(body: Sequence[ast.stmt]) -> bool:
    """Return whether statements do more than skip."""
    return any(not isinstance(each, ast.Pass | ast.Continue | ast.Break) for each in body)


def leaves(body: Sequence[ast.stmt]) -> bool:
    """Return whether statements end with a jump."""
    return bool(body) and isinstance(body[-1], ast.Continue | ast.Return | ast.Raise)
