"""Invoices over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.auth import public
from app.core.checks import require_free, require_reference
from app.core.error_responses import responses
from app.core.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from app.core.queries import (
    Filters,
    Sorts,
    delete_row,
    get_or_404,
    insert_row,
    paginate,
    update_row,
)
from app.core.rows import Loads, Rows
from app.core.session import DBSession
from app.models.customer import Customer
from app.models.invoice import Invoice
from app.schemas.invoice import (
    InvoiceCreate,
    InvoicePage,
    InvoiceQuery,
    InvoiceResponse,
    InvoiceUpdate,
)

router = APIRouter(prefix="/invoices", tags=["invoices"], dependencies=[Depends(public)])

FILTERS: Filters = {
    "number": lambda value: Invoice.number == value,
    "status": lambda value: Invoice.status == value,
    "customer_id": lambda value: Invoice.customer_id == value,
    "amount_from": lambda value: Invoice.amount >= value,
    "amount_to": lambda value: Invoice.amount <= value,
    "due_on_from": lambda value: Invoice.due_on >= value,
    "due_on_to": lambda value: Invoice.due_on <= value,
    "created_at_from": lambda value: Invoice.created_at >= value,
    "created_at_to": lambda value: Invoice.created_at <= value,
    "updated_at_from": lambda value: Invoice.updated_at >= value,
    "updated_at_to": lambda value: Invoice.updated_at <= value,
}
SORTS: Sorts = {
    "number": Invoice.number,
    "amount": Invoice.amount,
    "status": Invoice.status,
    "due_on": Invoice.due_on,
    "created_at": Invoice.created_at,
    "updated_at": Invoice.updated_at,
}
# The relations in responses; nothing is loaded lazily.
LOADS: Loads = ()


@router.get("", responses=responses())
async def list_invoices(query: Annotated[InvoiceQuery, Query()], db: DBSession) -> InvoicePage:
    """List invoices, a page at a time."""
    rows, total = await paginate(db, Invoice, query, filters=FILTERS, sorts=SORTS, options=LOADS)
    return InvoicePage.of(rows, total, query)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError, UnknownReferenceError),
)
async def create_invoice(payload: InvoiceCreate, db: DBSession) -> InvoiceResponse:
    """Add an invoice."""
    values = payload.model_dump()
    await check_invoice(db, values)
    invoice = await insert_row(db, Invoice(**values), options=LOADS)
    return InvoiceResponse.model_validate(invoice)


@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, db: DBSession) -> InvoiceResponse:
    """Return one invoice."""
    invoice = await get_or_404(db, Invoice, invoice_id, options=LOADS)
    return InvoiceResponse.model_validate(invoice)


@router.patch(
    "/{invoice_id}",
    responses=responses(NotFoundError, ConflictError, UnknownReferenceError),
)
async def update_invoice(
    invoice_id: UUID, payload: InvoiceUpdate, db: DBSession
) -> InvoiceResponse:
    """Update the given fields; omitted fields keep their values."""
    invoice = await get_or_404(db, Invoice, invoice_id, options=LOADS, for_update=True)
    values = payload.model_dump(exclude_unset=True)
    await check_invoice(db, values, keep=invoice)
    await update_row(db, invoice, values, options=LOADS)
    return InvoiceResponse.model_validate(invoice)


@router.delete(
    "/{invoice_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_invoice(invoice_id: UUID, db: DBSession) -> None:
    """Delete one invoice."""
    await delete_row(db, await get_or_404(db, Invoice, invoice_id))


async def check_invoice(
    db: AsyncSession, values: dict[str, Any], keep: Invoice | None = None
) -> None:
    """Check new values of an invoice.

    `keep` is the row that gets them.
    Raises `ConflictError` for a value that is taken.
    Raises `UnknownReferenceError` for a key of nothing.
    """
    await require_free(Rows(db, Invoice), values, "number", keep=keep)
    await require_reference(Rows(db, Customer), values, "customer_id")
