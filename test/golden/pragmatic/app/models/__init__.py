"""Every model, so that Alembic and the mappers know all tables.

Rendered from the list of resources.
"""

from app.models.base import Base
from app.models.customer import Customer
from app.models.invoice import Invoice

__all__ = ["Base", "Customer", "Invoice"]
