"""What a route says that it answers, its errors included."""

import warnings
from typing import Any

from fastapi.responses import Response

from architect_guard.application import Route


def response_class(route: Route) -> type[Response]:
    """Return the class that a route answers with."""
    declared: Any = route.context.response_class
    found: type[Response] = getattr(declared, "value", declared)
    return found


def answers(route: Route) -> dict[Any, dict[str, Any]]:
    """Return by status what the contract says of a route; of a hidden one, what it says itself."""
    path = str(route.context.path_format)
    with warnings.catch_warnings():
        # That two operations have one name is the matter of another rule.
        warnings.simplefilter("ignore")
        paths = route.application.openapi()["paths"]
    operation = paths.get(path, {}).get(route.methods[0].lower(), {})
    own = {
        status: answer | ({"content": {"application/json": {}}} if "model" in answer else {})
        for status, answer in route.context.responses.items()
    }
    found: dict[Any, dict[str, Any]] = operation.get("responses", own)
    return found
