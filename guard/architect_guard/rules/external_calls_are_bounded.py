"""Call external services in one place, through a shared client with a timeout.

The source shows where a client is created, its timeout, and whether a request passes through the
function that retries and breaks the circuit. It does not show the value of a timeout from the
settings, nor what a provider's library does internally.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import OFFLOADERS, Call, calls, looped, runner_of
from architect_guard.classes import ancestors
from architect_guard.external import (
    LIMITS,
    MAKERS,
    OPENERS,
    TIMEOUTS,
    is_guarded,
    is_request,
    makes_client,
)
from architect_guard.layering import belongs
from architect_guard.layout import CLIENTS, GUARDS, HTTP, SERVING
from architect_guard.literals import key_of
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module
from architect_guard.values import values_of

WHY = "Without a timeout, one service that does not respond blocks requests until none are served."
INSTEAD = """
# once, where the application is assembled:
http = httpx2.AsyncClient(timeout=httpx2.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS))

# in a client, which is injected where it is used:
response = await self._resilience.call(partial(self._http.get, url), deadline=deadline)
"""
# Decorators of functions that run once, or hold a resource open.
ONCE = ("cache", "lru_cache", "asynccontextmanager", "contextmanager")


def check(project: Project) -> Iterator[Broken]:
    """Yield requests without a timeout or in a wrong package, and clients created per call."""
    for call in calls(project):
        shown = ast.unparse(call.node.func)
        is_client = makes_client(call.name) or bool(MAKERS & ancestors(project, call.name))
        passed = call.node.args[0] if call.name in OFFLOADERS and call.node.args else None
        if passed and is_request(project.resolve(call.module, passed)):
            where = " or ".join(f"app/{each}" for each in sorted(CLIENTS))
            if not is_place(call.module):
                what = (
                    f"`{ast.unparse(passed)}` calls an external service: only {where} may do that"
                )
                yield Broken(call.module, call.node, what)
        if (is_client or is_request(call.name)) and not is_place(call.module):
            where = " or ".join(f"app/{each}" for each in sorted(CLIENTS))
            what = f"`{shown}` calls an external service: only {where} may do that"
            yield Broken(call.module, call.node, what)
        if call.name in OPENERS and is_business(call.module):
            what = f"`{shown}` opens a connection: pass one that is open"
            yield Broken(call.module, call.node, what)
        elif (is_client or call.name in OPENERS) and is_made_each_time(project, call):
            what = f"`{shown}` is created for each call, with new connections: create it once"
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
    """Return whether a module belongs to a package that may call external services."""
    return any(belongs(module.name, part) for part in CLIENTS)


def is_business(module: Module) -> bool:
    """Return whether a module has business logic or handlers."""
    return not is_place(module) and any(belongs(module.name, part) for part in (*HTTP, *SERVING))


def is_bare(project: Project, call: Call) -> bool:
    """Return whether a client sends a request without retries and circuit breaker."""
    is_clients = bool(GUARDS) and belongs(call.module.name, "clients")
    return is_clients and not is_guarded(project, call.module, call.node)


def endless(project: Project, call: Call) -> Iterator[Broken]:
    """Yield timeouts that are `None`."""
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
        yield Broken(call.module, call.node, f"`{shown}` has no timeout: set one")


def is_none(project: Project, module: Module, node: ast.expr) -> bool:
    """Return whether an expression is `None`, or a name for it."""
    values = [node]
    if isinstance(node, ast.Name | ast.Attribute):
        values = list(values_of(project, module, node))
    return bool(values) and all(
        isinstance(each, ast.Constant) and each.value is None for each in values
    )


def unlimited(project: Project, module: Module) -> Iterator[Broken]:
    """Yield assignments that remove a client's timeout."""
    for assigned in module.all(ast.Assign):
        for target in assigned.targets:
            if isinstance(target, ast.Attribute) and target.attr == "timeout":
                owner = project.type_of(module, target.value)
                if makes_client(owner) and is_none(project, module, assigned.value):
                    yield Broken(module, assigned, f"`{ast.unparse(target)}` has no timeout")


def is_made_each_time(project: Project, call: Call) -> bool:
    """Return whether a coroutine creates a client that does not outlive the call."""
    runner = runner_of(project, call.module, call.node)
    parent = call.module.parent(call.node)
    parent = call.module.parent(parent) if isinstance(parent, ast.Await) else parent
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
    """Return whether a function runs once, or holds a resource open beyond a call."""
    found = project.definition(name)
    decorators = getattr(found.node, "decorator_list", ()) if found else ()
    return any(ast.unparse(each).removesuffix("()").endswith(ONCE) for each in decorators)
