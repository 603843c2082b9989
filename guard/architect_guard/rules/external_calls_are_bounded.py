"""What other servers are asked is asked in one place, by a client that is kept, within a time limit.

From the text one can tell which client is made where, with which limit, and whether what sends a
request is handed to what retries and breaks. One cannot tell how long a limit is that the settings
give, nor what the library of a provider does by itself.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import Call, calls, looped, runner_of
from architect_guard.classes import ancestors
from architect_guard.external import (
    LIMITS,
    MAKERS,
    TIMEOUTS,
    is_guarded,
    is_request,
    makes_client,
)
from architect_guard.layering import belongs
from architect_guard.layout import CLIENTS, GUARDS
from architect_guard.literals import key_of
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module
from architect_guard.values import values_of

WHY = "A server that does not answer holds whoever waits for it, and soon everybody waits."
INSTEAD = """
# once, where the application is put together:
http = httpx2.AsyncClient(timeout=httpx2.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS))

# in a client, which is handed to what needs it:
response = await self._resilience.call(partial(self._http.get, url), deadline=deadline)
"""
# What makes something once, or for as long as something else lives.
ONCE = ("cache", "lru_cache", "asynccontextmanager", "contextmanager")


def check(project: Project) -> Iterator[Broken]:
    """Yield each request that has no limit, or no place, and each client that is not kept."""
    for call in calls(project):
        shown = ast.unparse(call.node.func)
        is_client = makes_client(call.name) or bool(MAKERS & ancestors(project, call.name))
        if (is_client or is_request(call.name)) and not is_place(call.module):
            where = " or ".join(f"app/{each}" for each in sorted(CLIENTS))
            what = f"`{shown}` asks another server: only {where} may"
            yield Broken(call.module, call.node, what)
        if is_client and is_made_each_time(project, call):
            what = f"`{shown}` is made for each call, with its own connections: make it once"
            yield Broken(call.module, call.node, what)
        if is_client or call.name in TIMEOUTS or is_request(call.name):
            yield from endless(project, call)
        if is_request(call.name) and is_bare(project, call):
            names = " or ".join(f"`{each.removeprefix('app.')}`" for each in sorted(GUARDS))
            what = f"`{shown}` does not pass through {names}"
            yield Broken(call.module, call.node, what)
    for module in project.modules():
        yield from unlimited(project, module)


def is_place(module: Module) -> bool:
    """Tell whether a module belongs to the parts that ask other servers."""
    return any(belongs(module.name, part) for part in CLIENTS)


def is_bare(project: Project, call: Call) -> bool:
    """Tell whether a request of a client is handed to nothing that repeats it and breaks."""
    is_clients = bool(GUARDS) and belongs(call.module.name, "clients")
    return is_clients and not is_guarded(project, call.module, call.node)


def endless(project: Project, call: Call) -> Iterator[Broken]:
    """Yield a limit that is none."""
    given = [each.value for each in call.node.keywords if each.arg in LIMITS]
    for each in call.node.keywords:
        options = values_of(project, call.module, each.value) if each.arg is None else ()
        tables = [value for value in options if isinstance(value, ast.Dict)]
        given += [
            value for table in tables for value in table.values if key_of(table, value) in LIMITS
        ]
    if call.name in TIMEOUTS:
        given += call.node.args[:1]
    if any(is_none(project, call.module, each) for each in given):
        shown = ast.unparse(call.node.func)
        yield Broken(call.module, call.node, f"`{shown}` waits without end: give it a time limit")


def is_none(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether an expression is `None`, or the name of that."""
    values = [node]
    if isinstance(node, ast.Name | ast.Attribute):
        values = list(values_of(project, module, node))
    return bool(values) and all(
        isinstance(each, ast.Constant) and each.value is None for each in values
    )


def unlimited(project: Project, module: Module) -> Iterator[Broken]:
    """Yield where a client's limit is taken away."""
    for assigned in module.all(ast.Assign):
        for target in assigned.targets:
            if isinstance(target, ast.Attribute) and target.attr == "timeout":
                owner = project.type_of(module, target.value)
                if makes_client(owner) and is_none(project, module, assigned.value):
                    yield Broken(module, assigned, f"`{ast.unparse(target)}` waits without end")


def is_made_each_time(project: Project, call: Call) -> bool:
    """Tell whether a client is made where coroutines run, and kept by nothing that lives longer."""
    runner = runner_of(project, call.module, call.node)
    parent = call.module.parent(call.node)
    is_kept = isinstance(parent, ast.Assign | ast.AnnAssign) and any(
        isinstance(each, ast.Attribute)
        for each in (parent.targets if isinstance(parent, ast.Assign) else [parent.target])
    )
    run = looped(project)
    if runner not in run or is_kept:
        return False
    steps = [runner]
    while run[steps[-1]]:
        steps.append(run[steps[-1]])
    return not any(is_once(project, each) for each in steps)


def is_once(project: Project, name: str) -> bool:
    """Tell whether a function is run once, or opens something for longer than a call."""
    found = project.definition(name)
    decorators = getattr(found.node, "decorator_list", ()) if found else ()
    return any(ast.unparse(each).removesuffix("()").endswith(ONCE) for each in decorators)
