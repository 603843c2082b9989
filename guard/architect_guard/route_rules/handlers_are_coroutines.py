"""Make every handler a coroutine function, also those of packages and decorators.

`async-handlers` checks the source of `app/`. This rule checks the running application, with routes
that packages add and functions that decorators or factories return.
"""

from collections.abc import Callable, Iterator
from inspect import isasyncgenfunction, iscoroutinefunction, isfunction, ismethod
from typing import Any

from fastapi import FastAPI

from architect_guard.application import Lack, every_route
from architect_guard.layout import ASYNC_HANDLERS

WHY = "FastAPI runs a plain function in a pool of 40 threads, where requests queue."
INSTEAD = """
def timed(handler: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    @wraps(handler)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        return await handler(*args, **kwargs)

    return wrapper
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes whose handler runs in a thread."""
    for route in every_route(application) if ASYNC_HANDLERS else ():
        if route.is_checked and not is_asynchronous(route.handler):
            yield route.lacks("is not a coroutine function", f"async def {route.name}(...):")


def is_asynchronous(handler: Callable[..., Any]) -> bool:
    """Return whether a handler, or its `__call__` method, is a coroutine function."""
    call = handler if isfunction(handler) or ismethod(handler) else type(handler).__call__
    return iscoroutinefunction(call) or isasyncgenfunction(call)
