"""Every error is declared as the problem that it is (RFC 9457)."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.answers import answers
from architect_guard.application import Lack, http_routes

# https://www.rfc-editor.org/rfc/rfc9457#name-the-problem-details-json-ob
MEDIA_TYPE = "application/problem+json"
WHY = "All errors have one form, so a contract that shows another one breaks the clients made from it."
INSTEAD = """
@router.post("", responses=responses(ConflictError))
async def create_invoice(payload: InvoiceCreate, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.create(payload)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route, with each error that it declares as something else."""
    for route in http_routes(application):
        for status, answer in answers(route).items():
            media = " and ".join(answer.get("content", {})) or "nothing"
            if not str(status).startswith(("1", "2", "3")) and media != MEDIA_TYPE:
                yield route.lacks(
                    f"says that {status} is {media}, and it is {MEDIA_TYPE}: let the error say it, "
                    "and the class of the application what its input causes",
                    route.decorated("responses=responses(ConflictError)"),
                    "app = DocumentedFastAPI(...)",
                )
