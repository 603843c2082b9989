"""Of many things at once, each failure is seen.

A `TaskGroup` sees to it by itself. Outcomes that a function returns are its caller's to look at.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

from architect_guard.calls import Call, calls
from architect_guard.outcomes import (
    checks_by_helper,
    checks_of,
    handed_whole,
    is_exception,
    names_in,
    nodes_of,
    parts_of,
)
from architect_guard.project import Project
from architect_guard.references import call_of
from architect_guard.rule import Broken
from architect_guard.usage import goes_to, target_of, uses

WHY = "One failure lets the others run on unseen, and an outcome that nobody looks at hides it."
INSTEAD = """
async with asyncio.TaskGroup() as group:  # one failure cancels the others, and is raised
    tasks = [group.create_task(read(source)) for source in sources]
readings = [task.result() for task in tasks]

outcomes = await asyncio.gather(*map(read, sources), return_exceptions=True)
for source, outcome in zip(sources, outcomes, strict=True):
    if isinstance(outcome, BaseException):  # a cancellation is no Exception
        await self._note_failure(source, outcome)
"""
ASKING = frozenset({"exception", "result"})


def check(project: Project) -> Iterator[Broken]:
    """Yield each gathering whose failures end the rest or are not looked at."""
    for call in calls(project):
        if call.name == "asyncio.gather" and returns_exceptions(call):
            yield from outcomes(project, call)
        elif call.name == "asyncio.gather" or is_prepared(project, call):
            what = "`asyncio.gather` raises the first failure, and leaves the others running"
            yield Broken(call.module, call.node, what, with_exceptions(call.node))
        elif call.name == "asyncio.as_completed" and is_bare_loop(call):
            what = (
                "the first failure ends the loop over `asyncio.as_completed`, and the others run on"
            )
            yield Broken(call.module, call.node, what)
        elif call.name == "asyncio.wait" and not is_asked(project, call):
            what = "nobody asks the tasks that `asyncio.wait` waited for how they ended"
            yield Broken(call.module, call.node, what)


def is_prepared(project: Project, call: Call) -> bool:
    """Tell whether a call is `partial(asyncio.gather, …)`, and nobody asks for failures later."""
    function = call.node.args[0] if call.name == "functools.partial" and call.node.args else None
    if function is None or project.resolve(call.module, function) != "asyncio.gather":
        return False
    _, taker = goes_to(call.module, call.node)
    later = [call_of(call.module, each) for each in uses(call.module, call.node, target_of(taker))]
    return not returns_exceptions(call) and not any(
        returns_exceptions(Call(call.module, each, "")) for each in later if each
    )


def is_bare_loop(call: Call) -> bool:
    """Tell whether a loop over what is done awaits each, and catches nothing."""
    loop = call.module.parent(call.node)
    if isinstance(loop, ast.comprehension):
        return isinstance(call.module.parent(loop), ast.ListComp | ast.SetComp)
    if not isinstance(loop, ast.For | ast.AsyncFor) or loop.iter is not call.node:
        return False
    inner = [node for each in loop.body for node in ast.walk(each)]
    around = call.module.within(call.node, ast.Try, ast.AsyncFunctionDef)
    return not isinstance(around, ast.Try) and not any(isinstance(each, ast.Try) for each in inner)


def returns_exceptions(call: Call) -> bool:
    """Tell whether failures are outcomes; what a variable says of it is believed."""
    said = {each.arg: each.value for each in call.node.keywords}
    option = said.get("return_exceptions", said.get(None))
    return option is not None and not (isinstance(option, ast.Constant) and not option.value)


def with_exceptions(call: ast.Call) -> str:
    """Return a gathering whose failures are outcomes."""
    better = deepcopy(call)
    better.keywords = [ast.keyword("return_exceptions", ast.Constant(value=True))]
    return f"outcomes = await {ast.unparse(better)}"


def outcomes(project: Project, call: Call) -> Iterator[Broken]:
    """Yield what is not seen of outcomes among which failures are."""
    function = call.module.function_of(call.node)
    if function is None:
        return
    names = parts_of(function, call.node, set())
    asked = list(checks_of(project, call.module, function, names))
    whole = list(handed_whole(project, call.module, function, call.node, named(call)))
    for each in whole:
        asked.extend(checks_by_helper(project, call.module, each, call.node, names))
    types = {name for _, found in asked for name in found}
    if "builtins.BaseException" in types:
        return
    failures = [node for node, found in asked if any(map(is_exception, found))]
    if failures and all(map(is_exception, types)):
        what = f"`{ast.unparse(failures[0])}` misses a cancellation, which is a BaseException"
        yield Broken(call.module, call.node, what, "isinstance(outcome, BaseException)")
    elif not asked and not whole and not cancels(function):
        what = "nobody looks which outcomes of `asyncio.gather` are failures"
        yield Broken(call.module, call.node, what)


def named(call: Call) -> set[str]:
    """Return the name that the outcomes of a gathering are given."""
    _, taker = goes_to(call.module, call.node)
    _, assigned = goes_to(call.module, taker) if isinstance(taker, ast.Await) else (None, taker)
    return {target_of(assigned)} - {""}


def cancels(function: ast.AST) -> bool:
    """Tell whether a function cancels tasks, whose outcomes then tell nothing."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "cancel" for node in nodes_of(function)
    )


def is_asked(project: Project, call: Call) -> bool:
    """Tell whether some task of `asyncio.wait` is asked for its result, or handed on."""
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
