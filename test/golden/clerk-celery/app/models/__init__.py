"""Every model, so that Alembic and the mappers know all tables.

Rendered from the list of resources.
"""

from app.models.base import Base
from app.models.customer import Customer
from app.models.invitation import Invitation
from app.models.invoice import Invoice
from app.models.job import Job
from app.models.membership import Membership
from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from app.models.team import Team
from app.models.user import User
from app.models.user_preferences import UserPreferences
from app.models.webhook_receipt import WebhookReceipt

__all__ = [
    "Base",
    "Customer",
    "Invitation",
    "Invoice",
    "Job",
    "Membership",
    "NewsItem",
    "NewsSource",
    "Team",
    "User",
    "UserPreferences",
    "WebhookReceipt",
]
