"""The business rules of invoices."""

from uuid import UUID

from app.models.invoice import Invoice
from app.repositories.customer import CustomerRepository
from app.repositories.invoice import InvoiceRepository
from app.schemas.invoice import (
    InvoiceCreate,
    InvoicePage,
    InvoiceQuery,
    InvoiceResponse,
    InvoiceUpdate,
)
from app.services.checks import require_free, require_reference
from app.services.unit_of_work import UnitOfWork
from app.utils.exceptions import NotFoundError


class InvoiceService:
    """Operations on invoices, with their business rules."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        invoices: InvoiceRepository,
        customers: CustomerRepository,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._invoices = invoices
        self._customers = customers

    async def page(self, query: InvoiceQuery) -> InvoicePage:
        """Return one page of invoices."""
        rows, total = await self._invoices.page(query)
        return InvoicePage.of(rows, total, query)

    async def get(self, invoice_id: UUID) -> InvoiceResponse:
        """Return an invoice. Raises `NotFoundError` when there is none."""
        invoice = await self._require(invoice_id)
        return InvoiceResponse.model_validate(invoice)

    async def create(self, payload: InvoiceCreate) -> InvoiceResponse:
        """Add an invoice.

        Raises `ConflictError` for a value that is taken.
        Raises `UnknownReferenceError` for a key of nothing.
        """
        values = payload.model_dump()
        await require_free(self._invoices, values, "number")
        await require_reference(self._customers, values, "customer_id")
        invoice = await self._invoices.add(Invoice(**values))
        await self._unit_of_work.commit()
        return InvoiceResponse.model_validate(invoice)

    async def update(self, invoice_id: UUID, payload: InvoiceUpdate) -> InvoiceResponse:
        """Update the given fields; omitted fields keep their values.

        Raises `NotFoundError` when there is none.
        Raises `ConflictError` for a value that is taken.
        Raises `UnknownReferenceError` for a key of nothing.
        """
        invoice = await self._require(invoice_id, for_update=True)
        values = payload.model_dump(exclude_unset=True)
        await require_free(self._invoices, values, "number", keep=invoice)
        await require_reference(self._customers, values, "customer_id")
        await self._invoices.update(invoice, values)
        await self._unit_of_work.commit()
        return InvoiceResponse.model_validate(invoice)

    async def delete(self, invoice_id: UUID) -> None:
        """Delete an invoice.

        Raises `NotFoundError` when there is none, `ConflictError` while other rows refer to it.
        """
        await self._invoices.delete(await self._require(invoice_id))
        await self._unit_of_work.commit()

    async def _require(self, invoice_id: UUID, *, for_update: bool = False) -> Invoice:
        invoice = await self._invoices.get(invoice_id, for_update=for_update)
        if invoice is None:
            raise NotFoundError("invoice not found", resource="invoice", key=invoice_id)
        return invoice
