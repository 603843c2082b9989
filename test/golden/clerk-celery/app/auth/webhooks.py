"""Webhooks of Clerk: which deliveries are genuine. Clerk has Svix send them."""

from dataclasses import dataclass, field

from standardwebhooks import Webhook, WebhookVerificationError

from app.utils.auth_errors import ForgedWebhookError

# The name of a delivery is stored; what is longer is none of Svix's.
MAX_ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it came in: what its headers say, and the very bytes that were signed."""

    id: str
    timestamp: str
    signature: str = field(repr=False)
    body: bytes = field(repr=False)


class WebhookVerifier:
    """Verifies the signature and the age of webhooks.

    Args:
        secret: The signing secret, `whsec_…`; nothing, to refuse every webhook.
    """

    def __init__(self, secret: str) -> None:
        self._webhook = Webhook(secret) if secret else None

    def verify(self, delivery: Delivery) -> None:
        """Return if the delivery is genuine, and not older than five minutes.

        Raises `ForgedWebhookError`, always the same, for whatever is wrong with it.
        """
        # The names are Svix's, the method is the one that the standard made of it.
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
            # A value error is a signature that is no base64, or a body that is no text.
            raise ForgedWebhookError from error
