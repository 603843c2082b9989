"""The OpenAPI document, with the error responses of the application."""

import re
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.core.error_responses import MEDIA_TYPE, problem_declaration, problem_schemas, title_of
from app.core.middleware import PROBES

METHODS = {"get", "put", "post", "delete", "patch"}

LATER_VERSION: Final = re.compile(r"/(v(?!1/)\d+)/")


class DocumentedFastAPI(FastAPI):
    """FastAPI with an OpenAPI document that declares the actual error responses."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document, with problems instead of FastAPI's error format."""
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            declare_problems(document)
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            schemas |= problem_schemas()
        return document


def operation_id(route: APIRoute) -> str:
    """Return the name of the function, from version 2 on with the version as suffix.

    Generated clients use it as a method name. Several API versions may share a function.
    """
    later = LATER_VERSION.search(route.path)
    return f"{route.name}_{later[1]}" if later else route.name


def declare_problems(document: dict[str, Any]) -> None:
    """Declare the problems that input, the database or the rate limit may cause, per operation."""
    for path, item in document["paths"].items():
        for operation in (item[method] for method in METHODS & item.keys()):
            has_body = "requestBody" in operation
            of_input = [400, 408, 413, 422] if has_body else [422] * ("parameters" in operation)
            for status in of_input + [429, 503] * (path not in PROBES):
                declare_problem(operation["responses"], status)


def declare_problem(declared: dict[str, Any], status: int) -> None:
    """Declare a problem, unless the route declares one for that status itself."""
    standing = declared.get(str(status), {})
    if MEDIA_TYPE not in standing.get("content", {}):
        declared[str(status)] = problem_declaration(title_of(status))
