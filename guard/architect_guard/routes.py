"""The handlers and routes that the source code declares."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from architect_guard.layering import belongs
from architect_guard.layout import HTTP
from architect_guard.project import Project
from architect_guard.source import Function, Module

METHODS = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "trace", "api_route", "websocket"}
)
ADDERS = frozenset({"add_api_route", "add_api_websocket_route", "add_route"})
ROUTERS = frozenset({"fastapi.APIRouter", "fastapi.FastAPI", "fastapi.routing.APIRouter"})
ROUTES = frozenset({"fastapi.routing.APIRoute", "starlette.routing.Route"})


class Route(NamedTuple):
    """A handler, and the call that registers it."""

    module: Module
    function: Function
    call: ast.Call
    # The module of the call, which may differ from that of the handler.
    called_in: Module

    @property
    def method(self) -> str:
        """The method of the call, e.g. `patch`."""
        return self.call.func.attr if isinstance(self.call.func, ast.Attribute) else ""


def handlers(project: Project) -> Iterator[tuple[Module, Function]]:
    """Yield the handlers with their modules."""
    reported: set[Function] = set()
    for route in routes(project):
        if route.function not in reported:
            reported.add(route.function)
            yield route.module, route.function


@cache
def routes(project: Project) -> tuple[Route, ...]:
    """Return every route of the application; a handler may have several."""
    return tuple(route for module in project.modules() for route in _routes(project, module))


def _routes(project: Project, module: Module) -> Iterator[Route]:
    for function in module.functions():
        for each in function.decorator_list:
            if isinstance(each, ast.Call) and is_route(project, module, each):
                yield Route(module, function, each, module)
    for call, handler in _added(project, module):
        found = project.definition(name_of(project, module, handler))
        if found and isinstance(found.node, Function):
            yield Route(found.module, found.node, call, module)


def endpoints(project: Project) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the handler that a call registers: `add_api_route(path, f)`, `router.get(path)(f)`."""
    for module in project.modules():
        yield from ((module, handler) for _, handler in _added(project, module))


def _added(project: Project, module: Module) -> Iterator[tuple[ast.Call, ast.expr]]:
    for call in module.all(ast.Call):
        adds = isinstance(call.func, ast.Attribute) and call.func.attr in ADDERS
        if adds or project.resolve(module, call.func) in ROUTES:
            yield from ((call, each) for each in call.args[1:2])
            named = (each.value for each in call.keywords if each.arg in {"endpoint", "route"})
            yield from ((call, each) for each in named)
        elif is_route(project, module, call.func):
            yield from ((call, each) for each in call.args)


def is_route(project: Project, module: Module, node: ast.expr) -> bool:
    """Return whether a call registers a route, e.g. `router.get(…)`, also through an alias."""
    if not isinstance(node, ast.Call):
        return False
    owner, _, method = project.resolve(module, node.func).rpartition(".")
    return method in METHODS and is_router(project, owner)


def is_router(project: Project, name: str) -> bool:
    """Return whether a class is one of FastAPI's, or inherits from one."""
    found = project.definition(name)
    if found is None or not isinstance(found.node, ast.ClassDef):
        return name in ROUTERS
    return any(project.resolve(found.module, base) in ROUTERS for base in found.node.bases)


def name_of(project: Project, module: Module, node: ast.expr) -> str:
    """Return the full name of the function of an expression; `__call__` for an object."""
    if not isinstance(node, ast.Call):
        return project.resolve(module, node)
    if project.resolve(module, node.func) == "functools.partial" and node.args:
        return name_of(project, module, node.args[0])
    return f"{project.type_of(module, node)}.__call__"


def functions_over_http(project: Project) -> Iterator[tuple[Module, Function]]:
    """Yield all handlers, and the other functions of handler modules."""
    reported: set[Function] = set()
    for module, handler in handlers(project):
        reported.add(handler)
        yield module, handler
    for module in project.modules():
        if any(belongs(module.name, part) for part in HTTP):
            for function in module.functions():
                if function not in reported and module.function_of(function) is None:
                    yield module, function
