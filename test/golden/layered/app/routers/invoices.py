"""Invoices over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.dependencies import InvoiceServiceDep, public
from app.schemas.invoice import (
    InvoiceCreate,
    InvoicePage,
    InvoiceQuery,
    InvoiceResponse,
    InvoiceUpdate,
)
from app.utils.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from app.utils.problems import responses

router = APIRouter(prefix="/invoices", tags=["invoices"], dependencies=[Depends(public)])


@router.get("", responses=responses())
async def list_invoices(
    query: Annotated[InvoiceQuery, Query()],
    service: InvoiceServiceDep,
) -> InvoicePage:
    """List invoices, a page at a time."""
    return await service.page(query)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError, UnknownReferenceError),
)
async def create_invoice(
    payload: InvoiceCreate,
    service: InvoiceServiceDep,
) -> InvoiceResponse:
    """Add an invoice."""
    return await service.create(payload)


@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(
    invoice_id: UUID,
    service: InvoiceServiceDep,
) -> InvoiceResponse:
    """Return one invoice."""
    return await service.get(invoice_id)


@router.patch(
    "/{invoice_id}",
    responses=responses(NotFoundError, ConflictError, UnknownReferenceError),
)
async def update_invoice(
    invoice_id: UUID,
    payload: InvoiceUpdate,
    service: InvoiceServiceDep,
) -> InvoiceResponse:
    """Update the given fields; omitted fields keep their values."""
    return await service.update(invoice_id, payload)


@router.delete(
    "/{invoice_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_invoice(
    invoice_id: UUID,
    service: InvoiceServiceDep,
) -> None:
    """Delete one invoice."""
    await service.delete(invoice_id)
