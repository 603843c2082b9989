"""Declare every error as problem details (RFC 9457)."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.answers import answers
from architect_guard.application import Lack, http_routes

# https://www.rfc-editor.org/rfc/rfc9457#name-the-problem-details-json-ob
MEDIA_TYPE = "application/problem+json"
WHY = (
    "All errors are sent as problem details. A contract that declares another format breaks "
    "generated clients."
)
INSTEAD = """
@router.post("", responses=responses(ConflictError))
async def create_invoice(payload: InvoiceCreate, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.create(payload)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield errors that a route declares in another format."""
    for route in http_routes(application):
        for status, answer in answers(route).items():
            media = " and ".join(answer.get("content", {})) or "nothing"
            if not str(status).startswith(("1", "2", "3")) and media != MEDIA_TYPE:
                yield route.lacks(
                    f"declares {status} as {media} instead of {MEDIA_TYPE}: use `responses(...)`, "
                    "and `DocumentedFastAPI` for validation errors",
                    route.decorated("responses=responses(ConflictError)"),
                    "app = DocumentedFastAPI(...)",
                )
