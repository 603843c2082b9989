"""Invoices over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.api.deps import SessionDep, get_current_active_user, public
from app.db.repositories.invoice import invoice_repo
from app.models.invoice import Invoice
from app.schemas.invoice import (
    InvoiceCreate,
    InvoicePage,
    InvoiceQuery,
    InvoiceResponse,
    InvoiceUpdate,
)
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from app.utils.problems import responses

router = APIRouter(prefix="/invoices", tags=["invoices"])


async def require_invoice(invoice_id: UUID, db: SessionDep) -> Invoice:
    """Return the invoice of the path. Raises `NotFoundError` when there is none."""
    return await invoice_repo.require(db, key=invoice_id)


InvoiceById = Annotated[Invoice, Depends(require_invoice)]


@router.get("", dependencies=[Depends(public)], responses=responses())
async def list_invoices(query: Annotated[InvoiceQuery, Query()], db: SessionDep) -> InvoicePage:
    """List invoices, a page at a time."""
    rows, total = await invoice_repo.page(db, query=query)
    return InvoicePage.of(rows, total, query)


@router.post(
    "",
    dependencies=[Depends(get_current_active_user)],
    response_model=InvoiceResponse,
    status_code=status.HTTP_201_CREATED,
    responses=responses(ForbiddenError, UnauthenticatedError, ConflictError, UnknownReferenceError),
)
async def create_invoice(payload: InvoiceCreate, db: SessionDep) -> Invoice:
    """Add an invoice."""
    return await invoice_repo.create(db, payload=payload)


@router.get(
    "/{invoice_id}",
    dependencies=[Depends(public)],
    response_model=InvoiceResponse,
    responses=responses(NotFoundError),
)
async def get_invoice(invoice: InvoiceById) -> Invoice:
    """Return one invoice."""
    return invoice


@router.put(
    "/{invoice_id}",
    dependencies=[Depends(get_current_active_user)],
    response_model=InvoiceResponse,
    responses=responses(
        ForbiddenError, UnauthenticatedError, NotFoundError, ConflictError, UnknownReferenceError
    ),
)
async def update_invoice(invoice: InvoiceById, payload: InvoiceUpdate, db: SessionDep) -> Invoice:
    """Update the given fields; omitted fields keep their values."""
    return await invoice_repo.update(db, row=invoice, payload=payload)


@router.delete(
    "/{invoice_id}",
    dependencies=[Depends(get_current_active_user)],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(ForbiddenError, UnauthenticatedError, NotFoundError, ConflictError),
)
async def delete_invoice(invoice: InvoiceById, db: SessionDep) -> None:
    """Delete one invoice."""
    await invoice_repo.delete(db, row=invoice)
