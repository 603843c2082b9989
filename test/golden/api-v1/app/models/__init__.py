"""Every model, so that Alembic and the mappers know all tables.

Rendered from the list of resources.
"""

from app.db.base import Base
from app.models.customer import Customer
from app.models.invoice import Invoice
from app.models.login_session import LoginSession
from app.models.refresh_token import RefreshToken
from app.models.user import User

__all__ = ["Base", "Customer", "Invoice", "LoginSession", "RefreshToken", "User"]
