"""Await coroutines; keep references to tasks.

The rule knows the coroutine functions of the application and the library types listed in
`coroutines.py`. A coroutine passed to another function counts as awaited there.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import OFFLOADERS, Call, calls
from architect_guard.coroutines import is_coroutine, makes_task
from architect_guard.misuses import misuse_of
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.schemas import is_schema
from architect_guard.source import Module
from architect_guard.usage import CONTAINERS, goes_to, name_given, target_of, uses

WHY = (
    "A coroutine that is not awaited never runs. A task without a reference can be "
    "garbage-collected before it finishes."
)
INSTEAD = """
await self._unit_of_work.commit()

async with asyncio.TaskGroup() as group:  # waits for every task and raises their errors
    group.create_task(self._notify(product))
"""
# Methods that do not keep a reference to the task.
NO_KEEPERS = frozenset({"add_done_callback", "set_name"})
# Functions that call their argument: they need a function, not a coroutine.
CALLERS = OFFLOADERS | {
    f"{home}.BackgroundTasks.add_task"
    for home in ("fastapi", "fastapi.background", "starlette.background")
}
# Built-in functions that accept a coroutine without using its result.
NEUTRAL = frozenset({"aiter", "anext", "callable", "id", "isinstance", "next", "type"})


def check(project: Project) -> Iterator[Broken]:
    """Yield coroutines that are not awaited, and tasks without a reference."""
    for call in calls(project):
        shown = ast.unparse(call.node.func)
        if makes_task(call):
            if is_dropped(call.module, call.node, is_task=True):
                what = f"does not keep the task from `{shown}`: it may be garbage-collected"
                yield Broken(call.module, call.node, what, kept(call))
        elif is_coroutine(project, call.name):
            misuse = misused(project, call.module, call.node)
            if misuse:
                what = f"calls `{shown}` and {misuse}"
                yield Broken(call.module, call.node, what, f"await {ast.unparse(call.node)}")


def kept(call: Call) -> str:
    """Return code that keeps a reference to the task."""
    arguments = ", ".join(map(ast.unparse, call.node.args))
    return f"""
async with asyncio.TaskGroup() as group:
    group.create_task({arguments})

# or, if the task outlives this function:
task = {ast.unparse(call.node)}
self._tasks.add(task)
task.add_done_callback(self._tasks.discard)
"""


def misused(project: Project, module: Module, node: ast.expr) -> str:
    """Return how a coroutine is misused instead of awaited; empty if it is awaited."""
    handed, taker = goes_to(module, node)
    if is_dropped(module, node, is_task=False):
        return "does not await it, so it never runs"
    call = module.parent(taker) if isinstance(taker, ast.keyword) else taker
    if (
        isinstance(call, ast.Call)
        and handed is not call.func
        and is_consumer(project, module, call)
    ):
        return f"passes the coroutine, not its result, to `{ast.unparse(call.func)}`"
    if isinstance(taker, ast.Lambda) and is_called_elsewhere(project, module, taker):
        return "creates it in a lambda, so it is never awaited"
    name = name_given(module, handed, taker)
    named = uses(module, node, name) if module.function_of(node) else ()
    ways = {misuse_of(module, *goes_to(module, use)) for use in named} or {
        misuse_of(module, handed, taker)
    }
    # It is enough if one use awaits it.
    return "" if "" in ways else min(ways)


def is_called_elsewhere(project: Project, module: Module, function: ast.Lambda) -> bool:
    """Return whether a lambda is passed to a function that calls it without awaiting the result."""
    _, taker = goes_to(module, function)
    return isinstance(taker, ast.Call) and project.resolve(module, taker.func) in CALLERS


def is_consumer(project: Project, module: Module, call: ast.Call) -> bool:
    """Return whether a function needs the result and does not await its argument."""
    full = project.resolve(module, call.func)
    home, _, name = full.rpartition(".")
    if (home == "builtins" and name not in NEUTRAL) or is_schema(project, full):
        return True
    return full in CALLERS or ast.unparse(call.func).endswith(".model_validate")


def is_dropped(module: Module, node: ast.expr, *, is_task: bool) -> bool:
    """Return whether the value of an expression is discarded after its statement."""
    _, taker = goes_to(module, node)
    while isinstance(taker, CONTAINERS):
        _, taker = goes_to(module, taker)
    if isinstance(taker, ast.Expr):
        return True
    if isinstance(taker, ast.BoolOp):
        return isinstance(module.parent(taker), ast.Expr)
    if is_task and is_own(taker):
        return True
    name = target_of(taker)
    if not name or not module.function_of(node):
        return False
    return all(is_own(module.parent(use)) for use in uses(module, node, name)) and (
        is_task or not uses(module, node, name)
    )


def is_own(taker: ast.AST | None) -> bool:
    """Return whether an attribute is a method that does not keep the task."""
    return isinstance(taker, ast.Attribute) and taker.attr in NO_KEEPERS
