"""What every route owes: a stated policy, an asynchronous function, a place in the contract."""

from collections.abc import Callable, Iterator
from inspect import iscoroutinefunction
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from app.dependencies import public

# The dependencies that say who may call a route; one of your own is to be added here.
POLICIES: set[Callable[..., Any]] = {public}


def api_routes(app: FastAPI) -> Iterator[RouteContext]:
    """Yield the routes of the API, but not those of its documentation."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            yield context


def calls(dependant: Dependant) -> Iterator[Callable[..., Any] | None]:
    """Yield every dependency of a route, those of its dependencies included."""
    for each in dependant.dependencies:
        yield each.call
        yield from calls(each)


def test_every_route_says_who_may_call_it(app: FastAPI) -> None:
    silent = [
        f"{context.path} ({context.name}): add dependencies=[Depends(public)] to its router, "
        "or the dependency that checks the login"
        for context in api_routes(app)
        if not POLICIES.intersection(calls(context.dependant))
    ]
    if silent:
        pytest.fail("\n".join(silent), pytrace=False)


def test_every_route_is_asynchronous(app: FastAPI) -> None:
    blocking = [
        f"{context.path} ({context.name}): write `async def`"
        for context in api_routes(app)
        if not iscoroutinefunction(context.endpoint)
    ]
    if blocking:
        pytest.fail("\n".join(blocking), pytrace=False)


def test_no_route_ends_with_a_slash(app: FastAPI) -> None:
    assert [context.path for context in api_routes(app) if str(context.path).endswith("/")] == []
