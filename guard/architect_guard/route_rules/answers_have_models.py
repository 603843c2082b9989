"""Every answer has a model, no body, or a declared class that is no JSON."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, StreamingResponse
from fastapi.utils import is_body_allowed_for_status_code

from architect_guard.answers import response_class
from architect_guard.application import Lack, Route, http_routes
from architect_guard.shapes import Shape, vague

WHY = "What the contract does not describe no client can rely on, and a private field slips out."
INSTEAD = """
@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)
"""

# Classes of responses that say by themselves what they are.
BODIES = (FileResponse, RedirectResponse, StreamingResponse)


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route that does not say what it answers with."""
    for route in http_routes(application):
        if reason := undeclared(route):
            yield route.lacks(
                f"answers with {reason}: declare a model, that there is no body, or a class of "
                "responses that are no JSON",
                f"async def {route.name}(...) -> ThingResponse:",
                "# or",
                route.decorated("status_code=204"),
                "# or",
                route.decorated("response_class=StreamingResponse"),
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
