"""Verifies Clerk's webhooks, which are sent by Svix."""

from dataclasses import dataclass, field

from standardwebhooks import Webhook, WebhookVerificationError

from app.utils.auth_errors import ForgedWebhookError

# The length of the column that stores the ID; Svix's IDs are shorter.
MAX_ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook as received: the signature headers and the raw body."""

    id: str
    timestamp: str
    signature: str = field(repr=False)
    body: bytes = field(repr=False)


class WebhookVerifier:
    """Verifies the signature and the age of webhooks.

    Args:
        secret: The signing secret, `whsec_…`; empty to refuse every webhook.
    """

    def __init__(self, secret: str) -> None:
        self._webhook = Webhook(secret) if secret else None

    def verify(self, delivery: Delivery) -> None:
        """Check that the signature is valid, and at most five minutes old.

        Raises `ForgedWebhookError`, always the same, for every invalid delivery.
        """
        # Svix signs as Standard Webhooks does, but names the headers differently.
        headers = {
            "webhook-id": delivery.id,
            "webhook-timestamp": delivery.timestamp,
            "webhook-signature": delivery.signature,
        }
        if self._webhook is None or len(delivery.id) > MAX_ID_LENGTH:
            raise ForgedWebhookError
        try:
            self._webhook.verify(delivery.body, headers, json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            # A `ValueError` is a signature that is not Base64, or a body that is not UTF-8.
            raise ForgedWebhookError from error
