"""Limit the number of rows that a query loads.

A query is limited by `limit`, a condition on the primary key, an aggregate, or a stream that is
read in batches. Single columns with a condition are accepted. For entities, a condition on another
column is not a limit: the source does not tell how many rows match.
"""

import ast
from collections.abc import Iterator

from architect_guard.arguments import parameters_of, taken
from architect_guard.calls import Call, calls
from architect_guard.classes import found_name
from architect_guard.keys import CONDITIONS
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module
from architect_guard.sql import selects_all
from architect_guard.statements import Builder, Statement
from architect_guard.usage import goes_to, paths

WHY = "A query without a limit is fast with ten rows, and runs out of memory with ten million."
INSTEAD = """
rows = await self._session.scalars(
    select(Invoice).order_by(Invoice.created_at, Invoice.id).limit(query.size)
)
"""
EXECUTING = frozenset({"exec_driver_sql", "execute", "scalars"})
STREAMING = frozenset({"stream", "stream_scalars"})
# Methods that read one row, or a fixed number, from a result.
SINGLE = frozenset(
    {
        "fetchmany",
        "fetchone",
        "first",
        "one",
        "one_or_none",
        "scalar",
        "scalar_one",
        "scalar_one_or_none",
    }
)
LISTS = frozenset({"builtins.list", "builtins.set", "builtins.sorted", "builtins.tuple"})
# How many calls to follow when a statement is passed as an argument.
MOST_HANDS = 3


def check(project: Project) -> Iterator[Broken]:
    """Yield places that execute a query without a limit, or pass it on for execution."""
    for call in calls(project):
        yield from _called(project, call)
    for module in project.modules():
        loops: list[ast.For | ast.comprehension] = module.all(ast.For, ast.comprehension)
        for loop in loops:
            statement = read(project, module, loop.iter)
            if "query" in statement.steps and is_unbounded(project, module, statement):
                yield broken(module, loop.iter, loop.iter)


def _called(project: Project, call: Call) -> Iterator[Broken]:
    func, first = call.node.func, call.node.args[0] if call.node.args else None
    method = func.attr if isinstance(func, ast.Attribute) else ""
    if first and method in EXECUTING:
        if not all(path & SINGLE for path in paths(call.module, call.node)):
            yield from judged(project, call, first)
            yield from _told(project, call, first)
    elif first and method in STREAMING:
        if _is_gathered(call):
            yield from judged(project, call, first)
    elif isinstance(func, ast.Attribute) and method == "all":
        yield from judged(project, call, func.value, is_legacy=True)
    elif first and call.name in LISTS:
        yield from judged(project, call, first, is_legacy=True)


def _told(project: Project, call: Call, text: ast.expr) -> Iterator[Broken]:
    """Yield textual SQL that selects all rows."""
    if selects_all(project, call.module, text):
        yield Broken(call.module, call.node, f"loads every row with the SQL `{ast.unparse(text)}`")


def _is_gathered(call: Call) -> bool:
    """Return whether a stream is collected into a list."""
    _, taker = goes_to(call.module, call.module.parent(call.node) or call.node)
    is_listed = isinstance(taker, ast.comprehension) and not isinstance(
        call.module.parent(taker), ast.GeneratorExp
    )
    return is_listed or any("all" in path for path in paths(call.module, call.node))


def judged(
    project: Project,
    call: Call,
    node: ast.expr,
    *,
    is_legacy: bool = False,
    hands: int = MOST_HANDS,
) -> Iterator[Broken]:
    """Yield a statement without a limit; for a parameter, the call that passes it."""
    statement = read(project, call.module, node)
    if is_legacy and "query" not in statement.steps:
        return
    if is_unbounded(project, call.module, statement):
        yield broken(call.module, call.node, node)
    function = call.module.function_of(call.node)
    if not statement.parameters or statement.is_bounded or not function or not hands:
        return
    own = f"{call.module.name}.{call.module.title(function)}"
    for caller in calls(project):
        if caller.name.endswith(function.name) and found_name(project, caller.name) == own:
            for name in statement.parameters:
                for argument in taken(caller.node, parameters_of(function), name):
                    yield from judged(project, caller, argument, hands=hands - 1)


def read(project: Project, module: Module, node: ast.expr) -> Statement:
    """Return the statement that an expression builds."""
    builder = Builder(project)
    builder.read(module, node)
    return builder.statement


def broken(module: Module, node: ast.AST, statement: ast.expr) -> Broken:
    """Return the violation for a query without a limit."""
    shown = ast.unparse(statement)
    what = f"loads every row of `{shown}`"
    return Broken(module, node, what, f"{shown}.limit(query.size)")


def is_unbounded(project: Project, module: Module, statement: Statement) -> bool:
    """Return whether a statement may select every row of a table."""
    if statement.is_bounded or not statement.selected:
        return False
    if any(is_entity(project, module, each) for each in statement.selected):
        return True
    columns = all(isinstance(each, ast.Attribute) for each in statement.selected)
    return columns and not statement.steps & {*CONDITIONS, "distinct", "group_by"}


def is_entity(project: Project, module: Module, node: ast.expr) -> bool:
    """Return whether a selected expression is an entity, not a column."""
    if isinstance(node, ast.Attribute):
        return node.attr.endswith("model")
    if not isinstance(node, ast.Name):
        return False
    owner = project.definition(project.resolve(module, node).rpartition(".")[0])
    return owner is None
