"""What every route promises its clients: a model, and its errors as problems."""

import warnings
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi.responses import (
    FileResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from fastapi.utils import is_body_allowed_for_status_code

from app.utils.exceptions import DomainError, NotFoundError
from app.utils.problems import MEDIA_TYPE
from tests.architecture.application import Route, complain, http_routes
from tests.architecture.dependencies import inputs, policies_of
from tests.architecture.policies import POLICIES
from tests.architecture.shapes import Shape, vague

# Classes of responses that say by themselves what they are.
BODIES = (FileResponse, RedirectResponse, StreamingResponse)


def test_every_route_declares_what_it_answers(application: FastAPI) -> None:
    complain(
        [
            route.lacks(
                "an answer has a model",
                f"It answers with {reason}, and no client can rely on that. Declare a model, that "
                "there is no body, or a class of responses that are no JSON:",
                f"async def {route.name}(...) -> ThingResponse:",
                route.decorated("status_code=204"),
                route.decorated("response_class=StreamingResponse"),
            )
            for route in http_routes(application)
            if (reason := undeclared(route))
        ]
    )


def undeclared(route: Route) -> str:
    """Return what is wrong with what a route says that it answers; nothing if it is right."""
    context = route.context
    if not is_body_allowed_for_status_code(context.status_code):
        return ""
    model = context.stream_item_type or context.response_model
    if model is not None:
        return vague(Shape.of(model, "serialization"))
    declared = response_class(route)
    silent = declared.media_type is None and not issubclass(declared, BODIES)
    return "no model" if silent or issubclass(declared, JSONResponse) else ""


def response_class(route: Route) -> type[Response]:
    """Return the class that a route answers with."""
    declared: Any = route.context.response_class
    found: type[Response] = getattr(declared, "value", declared)
    return found


def test_every_route_declares_its_errors(application: FastAPI) -> None:
    complain(
        [
            route.lacks(
                "a route declares its errors, as problems",
                f"It says nothing of {', '.join(str(error.status_code) for error in missing)}: "
                "a client learns of it in production. Declare:",
                route.decorated(
                    f"responses=responses({', '.join(error.__name__ for error in missing)})"
                ),
            )
            for route in http_routes(application)
            if (missing := undeclared_errors(route))
        ]
    )


def undeclared_errors(route: Route) -> list[type[DomainError]]:
    """Return what a route may raise because of its policies and of its path, and does not declare."""
    errors = {error for policy in policies_of(route) for error in POLICIES[policy]}
    if any(not is_closed(field.field_info) for field in inputs(route, "path_params")):
        errors |= {NotFoundError}
    declared = {str(status) for status in answers(route)}
    missing = [each for each in errors if str(each.status_code) not in declared]
    return sorted(missing, key=lambda error: error.status_code)


def test_every_error_is_declared_as_a_problem(application: FastAPI) -> None:
    complain(
        [
            route.lacks(
                "a route declares its errors, as problems",
                f"It says that {status} is {media}, and it is {MEDIA_TYPE}. Let the error say it, and "
                "the class of the application what its input causes:",
                route.decorated("responses=responses(ConflictError)"),
                "app = DocumentedFastAPI(...)",
            )
            for route in http_routes(application)
            for status, answer in answers(route).items()
            if not str(status).startswith(("1", "2", "3"))
            if (media := " and ".join(answer.get("content", {})) or "nothing") != MEDIA_TYPE
        ]
    )


def answers(route: Route) -> dict[Any, dict[str, Any]]:
    """Return what the contract says of a route; of a hidden one, what it says itself."""
    path = str(route.context.path_format)
    with warnings.catch_warnings():
        # That two operations have one name is the matter of `test_routes.py`.
        warnings.simplefilter("ignore")
        paths = route.application.openapi()["paths"]
    operation = paths.get(path, {}).get(route.methods[0].lower(), {})
    own = {
        status: answer | ({"content": {"application/json": {}}} if "model" in answer else {})
        for status, answer in route.context.responses.items()
    }
    found: dict[Any, dict[str, Any]] = operation.get("responses", own)
    return found


def is_closed(info: Any) -> bool:
    """Tell whether a part of a path is one of a few words: another one is refused, not missed."""
    shape = Shape.of(Annotated[info.annotation, info], "validation")
    return all(each.schema.keys() & {"enum", "const"} for each in shape.variants())
