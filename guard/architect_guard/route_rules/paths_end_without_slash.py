"""Do not end paths with a slash."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.application import Lack, every_route

WHY = "A client that omits the slash is redirected, and has to send its request twice."
INSTEAD = """
router = APIRouter(prefix="/invoices")


@router.get("")
async def list_invoices(query: InvoiceListQuery, service: InvoiceServiceDep) -> InvoicePage:
    return await service.page(query)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes whose path ends with a slash, except the root."""
    for route in every_route(application):
        if route.is_checked and route.path.endswith("/") and route.path != "/":
            path = str(route.context.path).rstrip("/")
            yield route.lacks(
                "ends with a slash", f'@router.{route.methods[0].lower()}("{path}", ...)'
            )
