"""Queries for received webhooks."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import delete

from app.models.webhook_receipt import WebhookReceipt
from app.repositories.base import Filters, Sorts
from app.repositories.ensuring import EnsuringRepository


class WebhookReceiptRepository(EnsuringRepository[WebhookReceipt]):
    """The rows of `webhook_receipts`, which cannot be listed."""

    model = WebhookReceipt
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete the receipts from before a datetime; return their number."""
        forgotten = await self._session.scalars(
            delete(WebhookReceipt)
            .where(WebhookReceipt.created_at < moment)
            .returning(WebhookReceipt.id)
        )
        return len(forgotten.all())
