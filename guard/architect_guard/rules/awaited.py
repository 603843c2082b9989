"""What is asynchronous is awaited, and a task is kept until it is done.

Which functions are coroutines is known of the application, and of the libraries' types that
`coroutines.py` lists. A coroutine that is handed to another function counts as awaited there.
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

WHY = "A coroutine that nobody awaits does nothing; a task that nobody keeps may vanish half-way."
INSTEAD = """
await self._unit_of_work.commit()

async with asyncio.TaskGroup() as group:  # waits for all of them, and tells when one fails
    group.create_task(self._notify(product))
"""
# They keep no reference to the task.
NO_KEEPERS = frozenset({"add_done_callback", "set_name"})
# They call what they are given, and a coroutine cannot be called.
CALLERS = OFFLOADERS | {
    f"{home}.BackgroundTasks.add_task"
    for home in ("fastapi", "fastapi.background", "starlette.background")
}
# Built-in functions that take whatever they are given, and do not look into it.
NEUTRAL = frozenset({"aiter", "anext", "callable", "id", "isinstance", "next", "type"})


def check(project: Project) -> Iterator[Broken]:
    """Yield each coroutine that nobody awaits, and each task that nobody keeps."""
    for call in calls(project):
        shown = ast.unparse(call.node.func)
        if makes_task(call):
            if is_dropped(call.module, call.node, is_task=True):
                what = f"drops the task that `{shown}` makes: it may vanish before it is done"
                yield Broken(call.module, call.node, what, kept(call))
        elif is_coroutine(project, call.name):
            misuse = misused(project, call.module, call.node)
            if misuse:
                what = f"calls `{shown}` and {misuse}"
                yield Broken(call.module, call.node, what, f"await {ast.unparse(call.node)}")


def kept(call: Call) -> str:
    """Return how a task is kept."""
    arguments = ", ".join(map(ast.unparse, call.node.args))
    return f"""
async with asyncio.TaskGroup() as group:
    group.create_task({arguments})

# or, for what outlives this function:
task = {ast.unparse(call.node)}
self._tasks.add(task)
task.add_done_callback(self._tasks.discard)
"""


def misused(project: Project, module: Module, node: ast.expr) -> str:
    """Return what is done with a coroutine instead of awaiting it, or nothing."""
    handed, taker = goes_to(module, node)
    if is_dropped(module, node, is_task=False):
        return "does not await it, so nothing happens"
    call = module.parent(taker) if isinstance(taker, ast.keyword) else taker
    if (
        isinstance(call, ast.Call)
        and handed is not call.func
        and is_consumer(project, module, call)
    ):
        return f"hands the coroutine itself to `{ast.unparse(call.func)}`"
    if isinstance(taker, ast.Lambda) and is_called_elsewhere(project, module, taker):
        return "has it made by a lambda, whose coroutine nobody awaits"
    name = name_given(module, handed, taker)
    named = uses(module, node, name) if module.function_of(node) else ()
    ways = {misuse_of(module, *goes_to(module, use)) for use in named} or {
        misuse_of(module, handed, taker)
    }
    # One place that awaits it is enough.
    return "" if "" in ways else min(ways)


def is_called_elsewhere(project: Project, module: Module, function: ast.Lambda) -> bool:
    """Tell whether a lambda goes to what calls it, and awaits nothing."""
    _, taker = goes_to(module, function)
    return isinstance(taker, ast.Call) and project.resolve(module, taker.func) in CALLERS


def is_consumer(project: Project, module: Module, call: ast.Call) -> bool:
    """Tell whether a function needs the value itself, and would not await it."""
    full = project.resolve(module, call.func)
    home, _, name = full.rpartition(".")
    if (home == "builtins" and name not in NEUTRAL) or is_schema(project, full):
        return True
    return full in CALLERS or ast.unparse(call.func).endswith(".model_validate")


def is_dropped(module: Module, node: ast.expr, *, is_task: bool) -> bool:
    """Tell whether nobody has the value of an expression after its statement."""
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
    """Tell whether an attribute is one that keeps no task."""
    return isinstance(taker, ast.Attribute) and taker.attr in NO_KEEPERS
