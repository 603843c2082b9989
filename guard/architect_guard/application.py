"""All routes of the running application, and their violations."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute

from architect_guard.layout import ROOT
from architect_guard.rule import Place

# The module that assembles the application; the place of findings in other packages.
MAIN = "app/main.py"
# The documentation pages that FastAPI adds.
DOCUMENTATION = {"openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html"}

InnerT = TypeVar("InnerT")


@dataclass(frozen=True)
class Route:
    """A route, and the application whose contract contains it."""

    path: str
    context: RouteContext
    application: FastAPI

    @property
    def is_http(self) -> bool:
        """Return whether FastAPI handles its requests."""
        return isinstance(self.context.original_route, APIRoute)

    @property
    def is_checked(self) -> bool:
        """Return whether FastAPI runs its dependencies."""
        return isinstance(self.context.original_route, APIRoute | APIWebSocketRoute)

    @property
    def methods(self) -> list[str]:
        """Its HTTP methods, or its kind, e.g. a mount."""
        kind = "WEBSOCKET" if isinstance(self.context.original_route, APIWebSocketRoute) else "ANY"
        return sorted((self.context.methods or {kind}) - {"HEAD"}) or ["HEAD"]

    @property
    def handler(self) -> Any:
        """The handler function."""
        endpoint: Any = self.context.endpoint
        while isinstance(endpoint, partial):
            endpoint = endpoint.func
        return endpoint

    @property
    def name(self) -> str:
        """The name of the handler, or a substitute for it."""
        handler = self.handler or getattr(self.context, "app", None)
        return getattr(handler, "__name__", "") or type(handler).__name__

    @property
    def code(self) -> Any:
        """The Python function that a call of the handler runs, if there is one."""
        handler = inspect.unwrap(self.handler) if self.handler else None
        called = handler if hasattr(handler, "__code__") else type(handler).__call__
        return getattr(called, "__code__", None)

    @property
    def place(self) -> Place:
        """The place of the handler; the place of the application if the handler is in a library."""
        file = Path(self.code.co_filename) if self.code else ROOT
        if not file.is_relative_to(ROOT) or "site-packages" in file.parts or file == ROOT:
            return Place(MAIN, 1, 1)
        return Place(file.relative_to(ROOT).as_posix(), self.code.co_firstlineno, 1)

    @property
    def title(self) -> str:
        """Its methods, path and handler; with the module if that is a library."""
        module = getattr(self.handler, "__module__", None) or type(self.handler).__module__
        is_foreign = self.place == (MAIN, 1, 1) and self.handler is not None
        name = f"{module}.{self.name}" if is_foreign else self.name
        return f"`{','.join(self.methods)} {self.path}` (`{name}`)"

    def lacks(self, what: str, *fixed: str) -> "Lack":
        """Return a violation: `what` follows the title, `instead` is corrected code."""
        return Lack(self.place, f"{self.title} {what}", "\n".join(fixed))

    def decorated(self, argument: str) -> str:
        """Return its decorator with an added argument."""
        verb = "websocket" if not self.is_http else self.methods[0].lower()
        return f"@router.{verb}(..., {argument})"


class Lack(NamedTuple):
    """A route that breaks a rule."""

    place: Place
    what: str
    instead: str


def every_route(application: FastAPI) -> list[Route]:
    """Return every route of an application and its mounts, without documentation pages."""
    return list(_walk(application.routes, "", application))


def http_routes(application: FastAPI) -> list[Route]:
    """Return the routes whose requests FastAPI handles."""
    return [route for route in every_route(application) if route.is_http]


def _walk(routes: Sequence[BaseRoute], prefix: str, application: FastAPI) -> Iterator[Route]:
    for context in iter_route_contexts(routes):
        path = f"{prefix}{context.path or ''}"
        mounted = getattr(context, "app", None) if context.endpoint is None else None
        inner: Sequence[BaseRoute] = getattr(within(mounted, "routes"), "routes", ())
        if inner:
            own = within(mounted, "openapi")
            yield from _walk(inner, path, own if isinstance(own, FastAPI) else application)
        elif not _is_documentation(context):
            yield Route(path, context, application)


def within(application: InnerT, attribute: str) -> InnerT:
    """Return the first application with an attribute, inside its middleware."""
    while not hasattr(application, attribute) and hasattr(application, "app"):
        application = application.app
    return application


def _is_documentation(context: RouteContext) -> bool:
    endpoint: Callable[..., Any] | None = context.endpoint
    return context.name in DOCUMENTATION and (
        getattr(endpoint, "__module__", "") == "fastapi.applications"
    )
