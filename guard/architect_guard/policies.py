"""The access policies of the project."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import resolve_name
from typing import Any, Protocol

from architect_guard.layout import NOT_FOUND
from architect_guard.layout import POLICIES as MODULE


class HttpError(Protocol):
    """An error of the project with an HTTP status."""

    status_code: int


_module = import_module(MODULE)

# By policy: the errors its routes have to declare; a policy without errors is open to everyone.
POLICIES: dict[Callable[..., Any], set[type[HttpError]]] = _module.POLICIES
# By path: the reason why FastAPI runs no dependencies there.
UNCHECKED: dict[str, str] = _module.UNCHECKED


def not_found() -> type[HttpError]:
    """Return the error of a path that does not exist."""
    found: type[HttpError] = resolve_name(NOT_FOUND)
    return found
