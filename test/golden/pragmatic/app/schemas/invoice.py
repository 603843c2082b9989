"""Request, response and query schemas of invoices."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.models.invoice import InvoiceStatus
from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Date, Moment, NonBlankText, Text, places


class InvoiceCreate(RequestSchema):
    """Request body to create an invoice."""

    number: Annotated[NonBlankText, Field(max_length=40)]
    amount: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2), places(2)]
    status: InvoiceStatus = InvoiceStatus.DRAFT
    due_on: Date | None = None
    customer_id: UUID

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "INV-2026-0042",
                    "amount": "249.50",
                    "status": "draft",
                    "customer_id": "00000000-0000-4000-8000-000000000001",
                }
            ]
        }
    )


class InvoiceUpdate(UpdateSchema):
    """Request body to update an invoice; omitted fields keep their values."""

    number: Annotated[NonBlankText, Field(max_length=40)] = ABSENT
    amount: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2), places(2)] = ABSENT
    status: InvoiceStatus = ABSENT
    due_on: Date | None = ABSENT
    customer_id: UUID = ABSENT

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "INV-2026-0042",
                }
            ]
        }
    )


class InvoiceResponse(ResponseSchema):
    """An invoice in a response."""

    id: UUID
    number: str
    amount: Decimal
    status: InvoiceStatus
    due_on: dt.date | None
    customer_id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
                    "number": "INV-2026-0042",
                    "amount": "249.50",
                    "status": "draft",
                    "due_on": "2026-01-31",
                    "customer_id": "00000000-0000-4000-8000-000000000001",
                    "created_at": "2026-01-31T09:30:00Z",
                    "updated_at": "2026-02-01T16:45:00Z",
                }
            ]
        }
    )


class InvoicePage(Page[InvoiceResponse]):
    """One page of invoices."""


InvoiceSort = Literal[
    "number",
    "-number",
    "amount",
    "-amount",
    "status",
    "-status",
    "due_on",
    "-due_on",
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
]


class InvoiceQuery(PageQuery):
    """Query parameters of the list of invoices."""

    sort: InvoiceSort = "-created_at"
    number: Annotated[Text, Field(max_length=40)] | None = None
    status: InvoiceStatus | None = None
    customer_id: UUID | None = None
    amount_from: Annotated[Decimal, Field(max_digits=12, decimal_places=2)] | None = None
    amount_to: Annotated[Decimal, Field(max_digits=12, decimal_places=2)] | None = None
    due_on_from: Date | None = None
    due_on_to: Date | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None
    updated_at_from: Moment | None = None
    updated_at_to: Moment | None = None
