"""Deletes receipts of webhooks after a while."""

import datetime as dt

import structlog

from app.jobs.worker import Worker
from app.repositories.webhook_receipt import WebhookReceiptRepository

# Clerk's sender gives up after some 28 hours: https://docs.svix.com/retries. A month leaves time to
# send by hand what failed; what comes later still has its effect once, as it says when it happened.
KEEP_RECEIPTS = dt.timedelta(days=30)

logger = structlog.get_logger(__name__)


async def forget_receipts(worker: Worker) -> None:
    """Delete the receipts of webhooks that are too old to be sent again."""
    async with worker.sessions() as session:
        before = worker.clock() - KEEP_RECEIPTS
        forgotten = await WebhookReceiptRepository(session).forget_before(before)
        await session.commit()
    if forgotten:
        logger.info("webhook receipts forgotten", count=forgotten)
