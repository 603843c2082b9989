"""The signatures of webhooks."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from app.auth.webhooks import Delivery, WebhookVerifier
from app.utils.auth_errors import ForgedWebhookError
from tests.clerk import WEBHOOK_SECRET, delivery_headers

BODY = '{"type": "user.created", "data": {}}'
VERIFIER = WebhookVerifier(WEBHOOK_SECRET)


def delivery(body: str = BODY, at: dt.datetime | None = None) -> Delivery:
    """Return a delivery with a valid signature."""
    headers = delivery_headers(body, delivery_id="msg_1", at=at)
    return Delivery(
        id=headers["svix-id"],
        timestamp=headers["svix-timestamp"],
        signature=headers["svix-signature"],
        body=body.encode(),
    )


def test_a_valid_delivery_is_accepted() -> None:
    VERIFIER.verify(delivery())


def test_one_of_several_signatures_is_enough() -> None:
    genuine = delivery()

    # While a secret is rotated, Svix signs with both.
    VERIFIER.verify(replace(genuine, signature=f"v1,c2VjcmV0 v2,x {genuine.signature}"))


@pytest.mark.parametrize(
    "changes",
    [
        {"body": b'{"type": "user.deleted", "data": {}}'},
        {"body": b"\xff"},
        {"id": "msg_2"},
        {"id": ""},
        {"id": "m" * 65},
        {"timestamp": ""},
        {"timestamp": "soon"},
        {"timestamp": "nan"},
        {"signature": ""},
        {"signature": "v1"},
        {"signature": "v1,,"},
        {"signature": "v1,???"},
        {"signature": "v1,ÿ"},
        {"signature": "v2,c2VjcmV0"},
    ],
    ids=str,
)
def test_an_invalid_delivery_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ForgedWebhookError):
        VERIFIER.verify(replace(delivery(), **changes))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_delivery_or_one_from_the_future_is_refused(minutes: int) -> None:
    at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)

    with pytest.raises(ForgedWebhookError):
        VERIFIER.verify(delivery(at=at))


def test_without_a_secret_every_delivery_is_refused() -> None:
    with pytest.raises(ForgedWebhookError):
        WebhookVerifier("").verify(delivery())


def test_the_repr_shows_neither_signature_nor_body() -> None:
    genuine = delivery()

    assert genuine.signature not in repr(genuine)
    assert "user.created" not in repr(genuine)
