"""Who may call a route, as the project's own module says."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import resolve_name
from typing import Any, Protocol

from architect_guard.layout import NOT_FOUND
from architect_guard.layout import POLICIES as MODULE


class HttpError(Protocol):
    """An error of the project that has an HTTP status."""

    status_code: int


_module = import_module(MODULE)

# By dependency: the errors that its routes have to declare; one without any lets everybody in.
POLICIES: dict[Callable[..., Any], set[type[HttpError]]] = _module.POLICIES
# By path: why FastAPI runs no dependency there.
UNCHECKED: dict[str, str] = _module.UNCHECKED


def not_found() -> type[HttpError]:
    """Return the error of a path that leads to nothing."""
    found: type[HttpError] = resolve_name(NOT_FOUND)
    return found
