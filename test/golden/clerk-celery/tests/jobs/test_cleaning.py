"""Deletion of expired receipts."""

import datetime as dt

from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.jobs.cleaning import KEEP_RECEIPTS, forget_receipts
from app.models.webhook_receipt import WebhookReceipt
from tests.jobs.workers import Clock, idle_worker


async def test_receipts_of_webhooks_are_kept_for_a_month(
    app: FastAPI, session: AsyncSession
) -> None:
    clock = Clock()
    ages = {
        "new": dt.timedelta(),
        "kept": KEEP_RECEIPTS,
        "old": KEEP_RECEIPTS + dt.timedelta(seconds=1),
    }
    for name, age in ages.items():
        at = clock.now - age
        session.add(WebhookReceipt(delivery_id=name, event_type="user.created", created_at=at))
    await session.commit()

    with capture_logs() as logs:
        await forget_receipts(idle_worker(app, clock))
        await forget_receipts(idle_worker(app, clock))

    assert [(entry["event"], entry["count"]) for entry in logs] == [("webhook receipts deleted", 1)]
    left = await session.scalars(select(WebhookReceipt.delivery_id))
    assert set(left) == {"new", "kept"}
