"""Use the function name as operationId, unique in the contract."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from fastapi import FastAPI

from architect_guard.application import Lack, Route, http_routes

WHY = "Client generators use these ids as method names: a changed or duplicate id breaks clients."
INSTEAD = """
@router.get("")  # no `name=`, no `operation_id=`, one method
async def list_invoices(query: InvoiceListQuery, service: InvoiceServiceDep) -> InvoicePage:
    return await service.page(query)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes whose operationId differs from the function name, or is not unique."""
    routes = http_routes(application)
    taken = Counter(operation for route in routes for operation in operations_of(route))
    for route in routes:
        if not is_named(route) or any(taken[each] > 1 for each in operations_of(route)):
            yield route.lacks(
                f"has the operationId {operation_id(route)!r}: use the function name, unique "
                "within its API version",
                remedy(route),
            )


def operation_id(route: Route) -> str:
    """Return the operationId of a route."""
    return str(route.context.operation_id or route.context.unique_id)


def operations_of(route: Route) -> list[tuple[int, str]]:
    """Return the operations of a route, one per method, to compare within a contract."""
    return [(id(route.application), operation_id(route)) for _ in route.methods]


def is_named(route: Route) -> bool:
    """Return whether the id is the function name, or the route name for other callables."""
    endpoint = route.context.endpoint
    named = not isinstance(endpoint, partial) and hasattr(endpoint, "__name__")
    name = route.name if named else str(route.context.name)
    anonymous = not named and name == type(endpoint).__name__
    pattern = rf"{re.escape(name)}(_v\d+)?"
    named_so = re.fullmatch(pattern, operation_id(route)) is not None
    return name.isidentifier() and not anonymous and named_so


def remedy(route: Route) -> str:
    """Return code that gives a route a unique operationId."""
    if isinstance(route.context.endpoint, partial):
        return 'router.add_api_route("...", partial(...), name="a_name_of_its_own")'
    if type(route.application) is FastAPI:
        return "app = DocumentedFastAPI(generate_unique_id_function=operation_id)"
    return "async def a_name_of_its_own(...):  # no `name=`, no `operation_id=`, one method"
