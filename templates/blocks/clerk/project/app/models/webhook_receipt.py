"""The table of webhooks that were received."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class WebhookReceipt(Base):
    """One delivery that was worked off: it has had its effect, and must have it once."""

    __tablename__ = "webhook_receipts"

    delivery_id: Mapped[str] = mapped_column(String(64), unique=True)
    event_type: Mapped[str] = mapped_column(String(100))
