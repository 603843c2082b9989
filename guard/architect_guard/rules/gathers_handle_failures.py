"""Handle every failure of `gather`, `wait` and `as_completed`.

A `TaskGroup` needs no code for that. Outcomes that a function returns are checked by its caller.
Skipping a failure does not handle it: count it, log it, or store it.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

from architect_guard.calls import Call, calls
from architect_guard.outcomes import (
    checks_by_helper,
    checks_of,
    handed_whole,
    handles_failures,
    is_exception,
    names_in,
    nodes_of,
    parts_of,
)
from architect_guard.project import Project
from architect_guard.references import call_of
from architect_guard.rule import Broken
from architect_guard.usage import goes_to, target_of, uses

WHY = (
    "After the first failure the other tasks keep running, and their errors are lost. "
    "An unchecked outcome hides a failure."
)
INSTEAD = """
async with asyncio.TaskGroup() as group:  # a failure cancels the others and is raised
    tasks = [group.create_task(read(source)) for source in sources]
readings = [task.result() for task in tasks]

outcomes = await asyncio.gather(*map(read, sources), return_exceptions=True)
for source, outcome in zip(sources, outcomes, strict=True):
    if isinstance(outcome, Exception):
        await self._note_failure(source, outcome)
"""
# Types of all failures; `Exception` leaves out cancellation, which the caller has asked for.
EVERY = frozenset({"builtins.BaseException", "builtins.Exception"})
ASKING = frozenset({"exception", "result"})


def check(project: Project) -> Iterator[Broken]:
    """Yield calls whose failures leave other tasks running, or are not checked."""
    prepared = prepared_functions(project)
    for call in calls(project):
        own = f"{call.module.name}.{ast.unparse(call.node.func)}"
        if own in prepared or (call.name == "asyncio.gather" and returns_exceptions(call)):
            yield from outcomes(project, call)
        elif call.name == "asyncio.gather" or is_prepared(project, call):
            what = "`asyncio.gather` raises the first failure and leaves the other tasks running"
            yield Broken(call.module, call.node, what, with_exceptions(call.node))
        elif call.name == "asyncio.as_completed" and is_bare_loop(call):
            what = "the first failure ends the `asyncio.as_completed` loop; the others keep running"
            yield Broken(call.module, call.node, what)
        elif call.name == "asyncio.wait" and not is_asked(project, call):
            what = "the results of the tasks passed to `asyncio.wait` are not checked"
            yield Broken(call.module, call.node, what)


def prepared_functions(project: Project) -> set[str]:
    """Return module variables that hold `partial(asyncio.gather, return_exceptions=True)`."""
    found = set()
    for call in calls(project):
        given = call.node.args[0] if call.name == "functools.partial" and call.node.args else None
        if given and project.resolve(call.module, given) == "asyncio.gather":
            _, taker = goes_to(call.module, call.node)
            name = target_of(taker) if call.module.function_of(call.node) is None else ""
            if name and returns_exceptions(call):
                found.add(f"{call.module.name}.{name}")
    return found


def is_prepared(project: Project, call: Call) -> bool:
    """Return whether a call is `partial(asyncio.gather, …)` whose failures are not checked."""
    function = call.node.args[0] if call.name == "functools.partial" and call.node.args else None
    if function is None or project.resolve(call.module, function) != "asyncio.gather":
        return False
    _, taker = goes_to(call.module, call.node)
    later = [call_of(call.module, each) for each in uses(call.module, call.node, target_of(taker))]
    return not returns_exceptions(call) and not any(
        returns_exceptions(Call(call.module, each, "")) for each in later if each
    )


def is_bare_loop(call: Call) -> bool:
    """Return whether a loop awaits completed tasks without catching errors."""
    loop = call.module.parent(call.node)
    if isinstance(loop, ast.comprehension):
        return isinstance(call.module.parent(loop), ast.ListComp | ast.SetComp)
    if not isinstance(loop, ast.For | ast.AsyncFor) or loop.iter is not call.node:
        return False
    inner = [node for each in loop.body for node in ast.walk(each)]
    around = call.module.within(call.node, ast.Try, ast.AsyncFunctionDef)
    return not isinstance(around, ast.Try) and not any(isinstance(each, ast.Try) for each in inner)


def returns_exceptions(call: Call) -> bool:
    """Return whether `return_exceptions` is set; a variable counts as true."""
    said = {each.arg: each.value for each in call.node.keywords}
    option = said.get("return_exceptions", said.get(None))
    return option is not None and not (isinstance(option, ast.Constant) and not option.value)


def with_exceptions(call: ast.Call) -> str:
    """Return the `gather` call with `return_exceptions=True`."""
    better = deepcopy(call)
    better.keywords = [ast.keyword("return_exceptions", ast.Constant(value=True))]
    return f"outcomes = await {ast.unparse(better)}"


def outcomes(project: Project, call: Call) -> Iterator[Broken]:
    """Yield outcomes of `gather` whose failures are not checked."""
    function = call.module.function_of(call.node)
    if function is None:
        return
    names = parts_of(function, call.node, set())
    asked = list(checks_of(project, call.module, function, names))
    whole = list(handed_whole(project, call.module, function, call.node, named(call)))
    for each in whole:
        asked.extend(checks_by_helper(project, call.module, each, call.node, names))
    types = {name for each in asked for name in each.types}
    failures = [each.shown for each in asked if each.is_about_failures]
    if asked and not any(map(handles_failures, asked)):
        what = f"failures of `asyncio.gather` are dropped by `{ast.unparse(asked[0].shown)}`"
        yield Broken(call.module, call.node, what)
    elif failures and all(map(is_exception, types)) and types.isdisjoint(EVERY):
        what = f"`{ast.unparse(failures[0])}` misses other failures"
        yield Broken(call.module, call.node, what, "isinstance(outcome, BaseException)")
    elif not asked and not whole and not cancels(function):
        what = "the outcomes of `asyncio.gather` are not checked for failures"
        yield Broken(call.module, call.node, what)


def named(call: Call) -> set[str]:
    """Return the variable that holds the outcomes of `gather`."""
    _, taker = goes_to(call.module, call.node)
    _, assigned = goes_to(call.module, taker) if isinstance(taker, ast.Await) else (None, taker)
    return {target_of(assigned)} - {""}


def cancels(function: ast.AST) -> bool:
    """Return whether a function cancels tasks, whose outcomes then need no check."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "cancel" for node in nodes_of(function)
    )


def is_asked(project: Project, call: Call) -> bool:
    """Return whether a task of `asyncio.wait` is checked for its result, or passed on."""
    function = call.module.function_of(call.node)
    if function is None:
        return True
    tasks = {name for argument in call.node.args for name in names_in(argument)}
    names = parts_of(function, call.node, tasks - {"asyncio"})
    for node in nodes_of(function):
        if isinstance(node, ast.Attribute) and node.attr in ASKING and names_in(node.value) & names:
            return True
        if (
            isinstance(node, ast.Await)
            and isinstance(node.value, ast.Name)
            and node.value.id in names
        ):
            return True
    whole = handed_whole(project, call.module, function, call.node, names)
    return any(each is not call.node for each in whole)
