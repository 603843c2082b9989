"""Every model, so that Alembic and the mappers know all tables.

Rendered from the list of resources.
"""

from app.models.base import Base
from app.models.customer import Customer
from app.models.invoice import Invoice
from app.models.rate_slot import RateSlot
from app.models.run import Run
from app.models.run_item import RunItem

__all__ = ["Base", "Customer", "Invoice", "RateSlot", "Run", "RunItem"]
