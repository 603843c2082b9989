"""No path ends with a slash."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.application import Lack, every_route

WHY = "A client that leaves the slash out is redirected, and sends what it sends twice."
INSTEAD = """
router = APIRouter(prefix="/invoices")


@router.get("")
async def list_invoices(query: InvoiceListQuery, service: InvoiceServiceDep) -> InvoicePage:
    return await service.page(query)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route whose path ends with one, that of the root apart."""
    for route in every_route(application):
        if route.is_checked and route.path.endswith("/") and route.path != "/":
            path = str(route.context.path).rstrip("/")
            yield route.lacks(
                "ends with a slash", f'@router.{route.methods[0].lower()}("{path}", ...)'
            )
