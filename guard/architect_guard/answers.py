"""The declared responses of a route, including errors."""

import warnings
from typing import Any

from fastapi.responses import Response

from architect_guard.application import Route


def response_class(route: Route) -> type[Response]:
    """Return the response class of a route."""
    declared: Any = route.context.response_class
    found: type[Response] = getattr(declared, "value", declared)
    return found


def answers(route: Route) -> dict[Any, dict[str, Any]]:
    """Return the responses in the contract by status; for a hidden route, its own declaration."""
    path = str(route.context.path_format)
    with warnings.catch_warnings():
        # Another rule reports duplicate operation ids.
        warnings.simplefilter("ignore")
        paths = route.application.openapi()["paths"]
    operation = paths.get(path, {}).get(route.methods[0].lower(), {})
    own = {
        status: answer | ({"content": {"application/json": {}}} if "model" in answer else {})
        for status, answer in route.context.responses.items()
    }
    found: dict[Any, dict[str, Any]] = operation.get("responses", own)
    return found
