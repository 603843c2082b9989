# A key of a check.
# into: app/services/tokens.py
import hmac


def signature(body: bytes) -> str:
    return hmac.new(b"webhooks", body, "sha256").hexdigest()
