"""Every route declares the errors of its policy and of its path."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import FastAPI

from architect_guard.answers import answers
from architect_guard.application import Lack, Route, http_routes
from architect_guard.dependencies import inputs, policies_of
from architect_guard.policies import POLICIES, HttpError, not_found
from architect_guard.shapes import Shape

WHY = "An error that the contract does not name a client learns of in production."
INSTEAD = """
@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route that may raise what it does not declare."""
    for route in http_routes(application):
        if missing := undeclared_errors(route):
            names = ", ".join(error.__name__ for error in missing)
            yield route.lacks(
                f"says nothing of {', '.join(str(error.status_code) for error in missing)}",
                route.decorated(f"responses=responses({names})"),
            )


def undeclared_errors(route: Route) -> list[type[HttpError]]:
    """Return what a route may raise because of its policies and of its path, and does not declare."""
    errors = {error for policy in policies_of(route) for error in POLICIES[policy]}
    if any(not is_closed(field.field_info) for field in inputs(route, "path_params")):
        errors |= {not_found()}
    declared = {str(status) for status in answers(route)}
    missing = [each for each in errors if str(each.status_code) not in declared]
    return sorted(missing, key=lambda error: error.status_code)


def is_closed(info: Any) -> bool:
    """Tell whether a part of a path is one of a few words: another one is refused, not missed."""
    shape = Shape.of(Annotated[info.annotation, info], "validation")
    return all(each.schema.keys() & {"enum", "const"} for each in shape.variants())
