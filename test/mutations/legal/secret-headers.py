# A header with a hole, a scheme, a challenge; what is decoded and no secret; a key that comes in.
# into: app/utils/headers.py
"""Headers."""

import base64

CHALLENGE = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
SCHEME = "Bearer"
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
SIGNATURE = bytes.fromhex("89504e470d0a1a0a")


def authorization(token: str) -> dict[str, str]:
    """Return the header."""
    return {"Authorization": f"Bearer {token}"}


def signing_key(encoded: str) -> bytes:
    """Return the key."""
    return base64.b64decode(encoded)


def told() -> str:
    """Return what to do."""
    return "Bearer authentication-is-required"
