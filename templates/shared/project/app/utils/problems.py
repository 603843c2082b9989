"""Errors as RFC 9457 problems: how they are rendered, and how a route declares them."""

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

from app.schemas.problem import InvalidInput, Problem
from app.utils.exceptions import DomainError

MEDIA_TYPE = "application/problem+json"

# Python renamed these between 3.11 and 3.13; the API says the same on all of them.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


# A response must not be much larger than the request that is wrong.
MAX_ERRORS = 100


class ProblemResponse(JSONResponse):
    """A problem on the wire."""

    media_type = MEDIA_TYPE

    def __init__(
        self, problem: Problem, status_code: int, headers: Mapping[str, str] | None = None
    ) -> None:
        """Render the problem."""
        super().__init__(problem.model_dump(), status_code=status_code, headers=headers)
        self.error_code = problem.error_code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the problem, and leave its code for the access log."""
        scope.setdefault("state", {})["error_code"] = self.error_code
        await super().__call__(scope, receive, send)

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - the signature is Starlette's
        """Return the content as JSON in UTF-8.

        A problem quotes the request, which may hold half of a surrogate pair: that has no UTF-8
        form, and must not turn a 422 into a 500.
        """
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", errors="replace")


def title_of(status: int) -> str:
    """Return the name of a status code, the same on every version of Python."""
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
    """Return a problem about the request to `path`; its code and title default to the status's."""
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
    """Answer a broken rule with the status and code that its class carries."""
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
    """Answer an invalid request with what is wrong where, but never with what was sent.

    The input may be a password, and may hold what JSON cannot.
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
    """Answer what the framework refuses: an unknown path, a wrong method, an unreadable body."""
    headers = dict(error.headers or {})
    if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed_methods(request))
    return problem_response(request.url.path, error.status_code, str(error.detail), headers=headers)


def allowed_methods(request: Request) -> list[str]:
    """Return the methods of all routes at the path of the request: each route knows its own only."""
    contexts = iter_route_contexts(request.app.routes)
    methods = {
        method
        for context in contexts
        if context.matches(request.scope)[0] is not Match.NONE
        for method in context.methods or ()
    }
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def add_problem_handlers(app: FastAPI) -> None:
    """Make the application answer its errors as problems."""
    app.exception_handler(DomainError)(answer_domain_error)
    app.exception_handler(RequestValidationError)(answer_invalid_request)
    app.exception_handler(HTTPException)(answer_http_exception)


def responses(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` of a route that raises these errors.

    `app.utils.openapi` adds what every route may answer (429, 503), and every one with input (400,
    408, 413, 422).
    """
    return {error.status_code: problem_declaration(error.title) for error in errors}


def problem_declaration(description: str) -> dict[str, Any]:
    """Return the OpenAPI description of a response that is a problem."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def problem_schemas() -> dict[str, Any]:
    """Return the schema of a problem and of its parts, as they stand among OpenAPI's components."""
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = problem.pop("$defs")
    return parts | {"Problem": problem}
