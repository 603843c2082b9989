"""The table of invoices."""

import datetime as dt
import enum
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, enum_column, one_of

if TYPE_CHECKING:
    from app.models.customer import Customer


class InvoiceStatus(enum.StrEnum):
    """The values of `Invoice.status`."""

    DRAFT = "draft"
    SENT = "sent"
    PAID = "paid"


class Invoice(Base):
    """An invoice."""

    __tablename__ = "invoices"
    __table_args__ = (one_of("status", InvoiceStatus),)

    number: Mapped[str] = mapped_column(String(40), unique=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    status: Mapped[InvoiceStatus] = mapped_column(
        enum_column(InvoiceStatus, length=32), default=InvoiceStatus.DRAFT
    )
    due_on: Mapped[dt.date | None]
    customer_id: Mapped[UUID] = mapped_column(
        ForeignKey("customers.id", ondelete="RESTRICT"), index=True
    )

    customer: Mapped["Customer"] = relationship(foreign_keys=[customer_id], lazy="raise")
