"""Every handler is a coroutine function, whoever wrote it.

`async-handlers` says so of what is a handler by the text of `app/`; here count what a package adds, and
what a decorator or a factory made of a function.
"""

from collections.abc import Callable, Iterator
from inspect import isasyncgenfunction, iscoroutinefunction, isfunction, ismethod
from typing import Any

from fastapi import FastAPI

from architect_guard.application import Lack, every_route
from architect_guard.layout import ASYNC_HANDLERS

WHY = "A plain function is run in a thread of a pool of forty, and waits for its turn."
INSTEAD = """
def timed(handler: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    @wraps(handler)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        return await handler(*args, **kwargs)

    return wrapper
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route whose handler is called in a thread."""
    for route in every_route(application) if ASYNC_HANDLERS else ():
        if route.is_checked and not is_asynchronous(route.handler):
            yield route.lacks("is no coroutine function", f"async def {route.name}(...):")


def is_asynchronous(handler: Callable[..., Any]) -> bool:
    """Tell whether a handler, or what is called when it is an object, is a coroutine function."""
    call = handler if isfunction(handler) or ismethod(handler) else type(handler).__call__
    return iscoroutinefunction(call) or isasyncgenfunction(call)
