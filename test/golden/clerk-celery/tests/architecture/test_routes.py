"""How every route is written: it blocks nobody, and has one name and one address."""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from inspect import isasyncgenfunction, iscoroutinefunction, isfunction, ismethod
from typing import Any

from fastapi import FastAPI

from app.utils.openapi import DocumentedFastAPI
from tests.architecture.application import Route, complain, every_route, http_routes


def test_every_route_is_asynchronous(application: FastAPI) -> None:
    complain(
        [
            route.lacks(
                "a handler is asynchronous",
                "A plain function is run in a thread of a pool of forty, and waits for its turn. Write:",
                f"async def {route.name}(...)",
            )
            for route in every_route(application)
            if route.is_checked and not is_asynchronous(route.handler)
        ]
    )


def is_asynchronous(handler: Callable[..., Any]) -> bool:
    """Tell whether a handler, or what is called when it is an object, is a coroutine function."""
    call = handler if isfunction(handler) or ismethod(handler) else type(handler).__call__
    return iscoroutinefunction(call) or isasyncgenfunction(call)


def test_no_route_ends_with_a_slash(application: FastAPI) -> None:
    complain(
        [
            route.lacks(
                "a path ends without a slash",
                "A client that leaves the slash out is redirected, and sends what it sends twice. Write:",
                f'@router.{route.methods[0].lower()}("{str(route.context.path).rstrip("/")}", ...)',
            )
            for route in every_route(application)
            if route.is_checked and route.path.endswith("/") and route.path != "/"
        ]
    )


def test_operation_ids_are_the_names_of_functions(application: FastAPI) -> None:
    rule = "an operation is called what its function is, once"
    why = "Clients are generated from these names. Name it so, alone in its version of the API:"
    routes = http_routes(application)
    taken = Counter(operation for route in routes for operation in operations_of(route))
    complain(
        [
            route.lacks(rule, f"Its id is {operation_id(route)!r}. {why}", *remedy(route))
            for route in routes
            if not is_named(route) or any(taken[each] > 1 for each in operations_of(route))
        ]
    )


def operation_id(route: Route) -> str:
    """Return the operation id of a route."""
    return str(route.context.operation_id or route.context.unique_id)


def operations_of(route: Route) -> list[tuple[int, str]]:
    """Return the operations of a route, one a method; they are unique within a contract."""
    return [(id(route.application), operation_id(route)) for _ in route.methods]


def is_named(route: Route) -> bool:
    """Tell whether the id is the function's name; what has none is called what its route is."""
    endpoint = route.context.endpoint
    named = not isinstance(endpoint, partial) and hasattr(endpoint, "__name__")
    name = route.name if named else str(route.context.name)
    anonymous = not named and name == type(endpoint).__name__
    pattern = rf"{re.escape(name)}(_v\d+)?"
    named_so = re.fullmatch(pattern, operation_id(route)) is not None
    return name.isidentifier() and not anonymous and named_so


def remedy(route: Route) -> list[str]:
    """Return how a route gets a name of its own."""
    if isinstance(route.context.endpoint, partial):
        return ['router.add_api_route("...", partial(...), name="a_name_of_its_own")']
    if not isinstance(route.application, DocumentedFastAPI):
        return ["app = DocumentedFastAPI(generate_unique_id_function=operation_id)"]
    return ["async def a_name_of_its_own(...):  # no `name=`, no `operation_id=`, one method"]
