"""Declare a response model, no body, or a non-JSON response class."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, StreamingResponse
from fastapi.utils import is_body_allowed_for_status_code

from architect_guard.answers import response_class
from architect_guard.application import Lack, Route, http_routes
from architect_guard.shapes import Shape, vague

WHY = (
    "Without a response model the API contract does not describe the response, and private fields "
    "can leak."
)
INSTEAD = """
@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)
"""

# Response classes that describe their own content.
BODIES = (FileResponse, RedirectResponse, StreamingResponse)


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes that do not declare their response."""
    for route in http_routes(application):
        if reason := undeclared(route):
            yield route.lacks(
                f"returns {reason}: declare a response model, status 204, or a non-JSON "
                "response class",
                f"async def {route.name}(...) -> ThingResponse:",
                "# or",
                route.decorated("status_code=204"),
                "# or",
                route.decorated("response_class=StreamingResponse"),
            )


def undeclared(route: Route) -> str:
    """Return why the declared response is too vague; empty if it is not."""
    context = route.context
    if not is_body_allowed_for_status_code(context.status_code):
        return ""
    declared = response_class(route)
    silent = declared.media_type is None and not issubclass(declared, BODIES)
    is_json = silent or issubclass(declared, JSONResponse)
    model = context.stream_item_type or context.response_model
    # The annotation of a text or a file says nothing about the contract.
    if model is not None and (is_json or context.stream_item_type is not None):
        return vague(Shape.of(model, "serialization"))
    return "no model" if is_json else ""
