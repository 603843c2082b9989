"""Every route of the running application, wherever it was added, and how to say what it lacks."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute

ROOT = Path(__file__).parent.parent.parent
# The pages of the documentation, which FastAPI adds by itself.
DOCUMENTATION = {"openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html"}

InnerT = TypeVar("InnerT")


@dataclass(frozen=True)
class Route:
    """A route, and the application whose contract it is part of."""

    path: str
    context: RouteContext
    application: FastAPI

    @property
    def is_http(self) -> bool:
        """Tell whether FastAPI answers requests there."""
        return isinstance(self.context.original_route, APIRoute)

    @property
    def is_checked(self) -> bool:
        """Tell whether FastAPI runs dependencies there."""
        return isinstance(self.context.original_route, APIRoute | APIWebSocketRoute)

    @property
    def methods(self) -> list[str]:
        """The methods that it answers, or what it is instead."""
        kind = "WEBSOCKET" if isinstance(self.context.original_route, APIWebSocketRoute) else "ANY"
        return sorted((self.context.methods or {kind}) - {"HEAD"}) or ["HEAD"]

    @property
    def handler(self) -> Any:
        """The function that answers."""
        endpoint: Any = self.context.endpoint
        while isinstance(endpoint, partial):
            endpoint = endpoint.func
        return endpoint

    @property
    def name(self) -> str:
        """What the handler is called, or what stands in its place."""
        handler = self.handler or getattr(self.context, "app", None)
        return getattr(handler, "__name__", "") or type(handler).__name__

    @property
    def place(self) -> str:
        """The file and the line of the handler."""
        handler = inspect.unwrap(self.handler) if self.handler else None
        called = handler if hasattr(handler, "__code__") else type(handler).__call__
        code = getattr(called, "__code__", None)
        if code is None:
            return "app/main.py:1"
        file = Path(code.co_filename)
        short = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
        return f"{short.as_posix()}:{code.co_firstlineno}"

    def lacks(self, rule: str, why: str, *mended: str) -> str:
        """Return what to print of a route that breaks a rule: the code that keeps it stands last."""
        head = f"{self.place}: {','.join(self.methods)} {self.path} ({self.name}): {rule}"
        return "\n".join([head, f"    {why}", *(f"        {line}" for line in mended)])

    def decorated(self, argument: str) -> str:
        """Return its decorator with one argument more."""
        verb = "websocket" if not self.is_http else self.methods[0].lower()
        return f"@router.{verb}(..., {argument})"


def complain(found: Iterable[str]) -> None:
    """Fail with everything that was found; an empty text is nothing."""
    if complaints := [each for each in found if each]:
        pytest.fail("\n".join(complaints), pytrace=False)


def every_route(application: FastAPI) -> list[Route]:
    """Return every route of an application and of what is mounted in it, its documentation apart."""
    return list(_walk(application.routes, "", application))


def http_routes(application: FastAPI) -> list[Route]:
    """Return those at which FastAPI answers requests."""
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
    """Return the first application that has an attribute, below the middleware around it."""
    while not hasattr(application, attribute) and hasattr(application, "app"):
        application = application.app
    return application


def _is_documentation(context: RouteContext) -> bool:
    endpoint: Callable[..., Any] | None = context.endpoint
    return context.name in DOCUMENTATION and (
        getattr(endpoint, "__module__", "") == "fastapi.applications"
    )
