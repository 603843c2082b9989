"""The service of invoices."""

from typing import ClassVar

from app.models.customer import Customer
from app.models.invoice import Invoice
from app.schemas.invoice import InvoiceCreate, InvoiceUpdate
from app.services.base import BaseRepository, Filters, Sorts
from app.services.rules import Rules


class InvoiceService(BaseRepository[Invoice, InvoiceCreate, InvoiceUpdate]):
    """Rows of `invoices`, with filters, sorting and rules."""

    noun = "invoice"
    filters: ClassVar[Filters] = {
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
    sorts: ClassVar[Sorts] = {
        "number": Invoice.number,
        "amount": Invoice.amount,
        "status": Invoice.status,
        "due_on": Invoice.due_on,
        "created_at": Invoice.created_at,
        "updated_at": Invoice.updated_at,
    }
    rules = Rules(
        uniques=("number",),
        references={"customer_id": Customer},
    )


invoice_service = InvoiceService(Invoice)
