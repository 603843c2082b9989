"""Declare the errors of each route's policy and path."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import FastAPI

from architect_guard.answers import answers
from architect_guard.application import Lack, Route, http_routes
from architect_guard.dependencies import inputs, policies_of
from architect_guard.policies import POLICIES, HttpError, not_found
from architect_guard.shapes import Shape

WHY = "Clients cannot handle an error that the API contract does not declare."
INSTEAD = """
@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes that may raise an undeclared error."""
    for route in http_routes(application):
        if missing := undeclared_errors(route):
            names = ", ".join(error.__name__ for error in missing)
            yield route.lacks(
                f"does not declare {', '.join(str(error.status_code) for error in missing)}",
                route.decorated(f"responses=responses({names})"),
            )


def undeclared_errors(route: Route) -> list[type[HttpError]]:
    """Return the undeclared errors that a route's policies and path may raise."""
    errors = {error for policy in policies_of(route) for error in POLICIES[policy]}
    if any(not is_closed(field.field_info) for field in inputs(route, "path_params")):
        errors |= {not_found()}
    declared = {str(status) for status in answers(route)}
    missing = [each for each in errors if str(each.status_code) not in declared]
    return sorted(missing, key=lambda error: error.status_code)


def is_closed(info: Any) -> bool:
    """Return whether a path parameter has fixed values: others are invalid, not missing."""
    shape = Shape.of(Annotated[info.annotation, info], "validation")
    return all(each.schema.keys() & {"enum", "const"} for each in shape.variants())
