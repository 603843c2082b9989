"""Invoices over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.dependencies import SessionDep, public
from app.models.invoice import Invoice
from app.schemas.envelope import Envelope
from app.schemas.invoice import (
    InvoiceCreate,
    InvoicePage,
    InvoiceQuery,
    InvoiceResponse,
    InvoiceUpdate,
)
from app.services.invoice import invoice_service
from app.utils.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from app.utils.problems import responses

router = APIRouter(prefix="/invoices", tags=["invoices"], dependencies=[Depends(public)])


async def require_invoice(invoice_id: UUID, db: SessionDep) -> Invoice:
    """Return the invoice of the path. Raises `NotFoundError` when there is none."""
    return await invoice_service.require(db, key=invoice_id)


InvoiceById = Annotated[Invoice, Depends(require_invoice)]


@router.get("", responses=responses())
async def list_invoices(
    query: Annotated[InvoiceQuery, Query()], db: SessionDep
) -> Envelope[InvoicePage]:
    """List invoices, a page at a time."""
    rows, total = await invoice_service.page(db, query=query)
    return Envelope[InvoicePage].of(InvoicePage.of(rows, total, query))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError, UnknownReferenceError),
)
async def create_invoice(payload: InvoiceCreate, db: SessionDep) -> Envelope[InvoiceResponse]:
    """Add an invoice."""
    invoice = await invoice_service.create(db, payload=payload)
    return Envelope[InvoiceResponse].of(invoice)


@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice: InvoiceById) -> Envelope[InvoiceResponse]:
    """Return one invoice."""
    return Envelope[InvoiceResponse].of(invoice)


@router.patch(
    "/{invoice_id}",
    responses=responses(NotFoundError, ConflictError, UnknownReferenceError),
)
async def update_invoice(
    invoice: InvoiceById, payload: InvoiceUpdate, db: SessionDep
) -> Envelope[InvoiceResponse]:
    """Update the given fields; omitted fields keep their values."""
    updated = await invoice_service.update(db, row=invoice, payload=payload)
    return Envelope[InvoiceResponse].of(updated)


@router.delete(
    "/{invoice_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_invoice(invoice: InvoiceById, db: SessionDep) -> None:
    """Delete one invoice."""
    await invoice_service.delete(db, row=invoice)
