"""The table of received webhooks."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class WebhookReceipt(Base):
    """A processed delivery; the receipt prevents processing it again."""

    __tablename__ = "webhook_receipts"

    delivery_id: Mapped[str] = mapped_column(String(64), unique=True)
    event_type: Mapped[str] = mapped_column(String(100))
