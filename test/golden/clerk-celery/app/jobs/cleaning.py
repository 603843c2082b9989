"""Deletes expired receipts of webhooks."""

import datetime as dt

import structlog

from app.jobs.worker import Worker
from app.repositories.webhook_receipt import WebhookReceiptRepository

# Svix retries for about 28 hours: https://docs.svix.com/retries. A month leaves time to resend
# failed deliveries by hand. Later ones still take effect once, because events have a timestamp.
KEEP_RECEIPTS = dt.timedelta(days=30)

logger = structlog.get_logger(__name__)


async def forget_receipts(worker: Worker) -> None:
    """Delete the receipts of webhooks that will not be sent again."""
    async with worker.sessions() as session:
        before = worker.clock() - KEEP_RECEIPTS
        forgotten = await WebhookReceiptRepository(session).forget_before(before)
        await session.commit()
    if forgotten:
        logger.info("webhook receipts deleted", count=forgotten)
