"""All calls of the application, and the functions that the event loop or a thread runs."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from architect_guard.project import Project
from architect_guard.source import Function, Module


class Call(NamedTuple):
    """A call with the full name of the function; for values from a library, the path to it."""

    module: Module
    node: ast.Call
    name: str


# Functions that run their argument in a thread, by full name or method name.
OFFLOADERS = frozenset(
    {
        "anyio.to_thread.run_sync",
        "asgiref.sync.sync_to_async",
        "asyncio.to_thread",
        "fastapi.concurrency.run_in_threadpool",
        "starlette.concurrency.run_in_threadpool",
        "threading.Thread",
    }
)
OFFLOADING_METHODS = frozenset({"add_task", "run_in_executor", "submit"})
# Functions that call their argument at once.
CALLERS = frozenset({"builtins.filter", "builtins.map", "builtins.sorted", "functools.reduce"})
CALLING_METHODS = frozenset({"call_later", "call_soon", "run_sync"})


@cache
def calls(project: Project) -> list[Call]:
    """Return every call in the application."""
    return [
        Call(module, node, project.resolve(module, node.func))
        for module in project.modules()
        for node in module.all(ast.Call)
    ]


@cache
def looped(project: Project) -> Mapping[str, str]:
    """Return the functions that the event loop runs, each with its caller.

    For an `async def` the caller is empty.
    """
    edges: defaultdict[str, list[str]] = defaultdict(list)
    for call in calls(project):
        caller = runner_of(project, call.module, call.node)
        if caller:
            edges[caller].extend(called(project, call))
    for module, node, name in (*properties(project), *entered(project)):
        edges[runner_of(project, module, node)].append(name)
    found = {
        f"{module.name}.{module.title(function)}": ""
        for module in project.modules()
        for function in module.all(ast.AsyncFunctionDef)
    }
    pending = list(found)
    while pending:
        caller = pending.pop()
        for name in edges.get(caller, ()):
            if name not in found:
                found[name] = caller
                pending.append(name)
    return found


def runner_of(project: Project, module: Module, node: ast.AST) -> str:
    """Return the full name of the function that runs a node; empty if a thread runs it."""
    at = module.parent(node)
    while at is not None and not isinstance(at, Function):
        if isinstance(at, ast.Lambda) and not is_run_here(project, module, at):
            return ""
        at = module.parent(at)
    return f"{module.name}.{module.title(at)}" if at else ""


def is_run_here(project: Project, module: Module, function: ast.Lambda) -> bool:
    """Return whether the enclosing function calls a lambda, as far as the source shows."""
    user = module.parent(function)
    if isinstance(user, ast.keyword):
        user = module.parent(user)
    if isinstance(user, ast.Assign):
        names = {each.id for each in user.targets if isinstance(each, ast.Name)}
        return any(
            isinstance(call.func, ast.Name) and call.func.id in names
            for call in module.all(ast.Call)
        )
    return isinstance(user, ast.Call) and not is_offloader(project, module, user)


def is_offloader(project: Project, module: Module, call: ast.Call) -> bool:
    """Return whether a call runs a function in a thread."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in OFFLOADING_METHODS:
        return True
    return project.resolve(module, call.func) in OFFLOADERS


def called(project: Project, call: Call) -> Iterator[str]:
    """Yield the functions of the application that a call runs directly."""
    yield from runs(project, call.name)
    by_method = isinstance(call.node.func, ast.Attribute) and call.node.func.attr in CALLING_METHODS
    if by_method or call.name in CALLERS:
        for argument in call.node.args:
            yield from runs(project, project.resolve(call.module, argument))


def runs(project: Project, name: str) -> Iterator[str]:
    """Yield the functions that a call of this name runs; for a class, its constructors."""
    names = [name, f"{name}.__init__", f"{name}.__post_init__"]
    for each in names:
        found = project.definition(each)
        # Calling an `async def` only creates a coroutine; its body is checked separately.
        if found and isinstance(found.node, ast.FunctionDef):
            yield f"{found.module.name}.{found.module.title(found.node)}"


def entered(project: Project) -> Iterator[tuple[Module, ast.AST, str]]:
    """Yield `with` statements on objects of the application, with the methods they run."""
    for module in project.modules():
        for item in module.all(ast.withitem):
            owner = project.type_of(module, item.context_expr)
            for method in ("__enter__", "__exit__"):
                yield from ((module, item, name) for name in runs(project, f"{owner}.{method}"))


def properties(project: Project) -> Iterator[tuple[Module, ast.Attribute, str]]:
    """Yield reads of properties of the application, with their full names."""
    named = {
        function.name
        for module in project.modules()
        for function in module.all(ast.FunctionDef)
        if any(ast.unparse(each).endswith("property") for each in function.decorator_list)
    }
    for module in project.modules():
        for node in module.all(ast.Attribute):
            if node.attr in named:
                for name in runs(project, project.resolve(module, node)):
                    yield module, node, name
