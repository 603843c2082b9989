"""Render errors as RFC 9457 problems, and declare them in routes."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any

from fastapi import FastAPI, Request, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from app.core.exceptions import DomainError
from app.schemas.problem import InvalidInput, Problem

MEDIA_TYPE = "application/problem+json"

# Python renamed these between 3.11 and 3.13; the API uses the new names on all versions.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


# Limits the size of the response to an invalid request.
MAX_ERRORS = 100


class ProblemResponse(JSONResponse):
    """A response with a problem as its body."""

    media_type = MEDIA_TYPE

    def __init__(
        self, problem: Problem, status_code: int, headers: Mapping[str, str] | None = None
    ) -> None:
        """Render the problem."""
        super().__init__(problem.model_dump(), status_code=status_code, headers=headers)
        self.error_code = problem.error_code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the problem, and store its error code for the access log."""
        scope.setdefault("state", {})["error_code"] = self.error_code
        await super().__call__(scope, receive, send)

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - the signature is Starlette's
        """Return the content as JSON in UTF-8.

        A problem quotes the request, which may contain lone surrogates. UTF-8 cannot encode
        them, and this must not turn a 422 into a 500.
        """
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", errors="replace")


def title_of(status: int) -> str:
    """Return the phrase of a status code, the same on every version of Python."""
    return TITLES.get(status) or HTTPStatus(status).phrase


def problem_response(
    path: str,
    status_code: int,
    detail: str,
    *,
    code: str | None = None,
    title: str | None = None,
    errors: Iterable[InvalidInput] = (),
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    """Return a problem for the request to `path`; `code` and `title` default to the status."""
    title = title or title_of(status_code)
    problem = Problem.model_construct(
        type="about:blank",
        title=title,
        status=status_code,
        detail=detail,
        instance=path,
        error_code=code or title.lower().replace(" ", "_").replace("-", "_"),
        errors=list(errors),
    )
    return ProblemResponse(problem, status_code, headers)


async def answer_domain_error(request: Request, error: DomainError) -> Response:
    """Return the problem for a domain error, with the status and code of its class."""
    # For the access log.
    request.state.resource, request.state.resource_key = error.resource, error.key
    blamed = [] if error.field is None else [error.field]
    errors = [
        InvalidInput.model_construct(loc=["body", field], msg=error.detail, type=error.code)
        for field in blamed
    ]
    return problem_response(
        request.url.path,
        error.status_code,
        error.detail,
        code=error.code,
        title=error.title,
        errors=errors,
        headers=error.headers,
    )


async def answer_invalid_request(request: Request, error: RequestValidationError) -> Response:
    """Return a 422 problem with the validation errors, but without the input.

    The input may be a password, or contain values that JSON cannot represent.
    """
    errors = [
        InvalidInput.model_construct(loc=list(item["loc"]), msg=item["msg"], type=item["type"])
        for item in islice(error.errors(), MAX_ERRORS)
    ]
    return problem_response(
        request.url.path,
        422,
        "The request is not valid.",
        code="validation_error",
        errors=errors,
    )


async def answer_http_exception(request: Request, error: HTTPException) -> Response:
    """Return the problem for an error of the framework, e.g. an unknown path or a wrong method."""
    headers = dict(error.headers or {})
    if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed_methods(request))
    return problem_response(request.url.path, error.status_code, str(error.detail), headers=headers)


def allowed_methods(request: Request) -> list[str]:
    """Return the methods of all routes that match the path of the request."""
    contexts = iter_route_contexts(request.app.routes)
    methods = {
        method
        for context in contexts
        if context.matches(request.scope)[0] is not Match.NONE
        for method in context.methods or ()
    }
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def add_problem_handlers(app: FastAPI) -> None:
    """Register the exception handlers that return problems."""
    app.exception_handler(DomainError)(answer_domain_error)
    app.exception_handler(RequestValidationError)(answer_invalid_request)
    app.exception_handler(HTTPException)(answer_http_exception)


def responses(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` of a route that raises these errors.

    `app.core.openapi` adds the errors of every route (429, 503), and of routes with input (400,
    408, 413, 422).
    """
    return {error.status_code: problem_declaration(error.title) for error in errors}


def problem_declaration(description: str) -> dict[str, Any]:
    """Return the OpenAPI description of a response that is a problem."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def problem_schemas() -> dict[str, Any]:
    """Return the schemas of a problem and its parts, for the components of OpenAPI."""
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = problem.pop("$defs")
    return parts | {"Problem": problem}
