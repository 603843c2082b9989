# What is known to be a text is cut where it ends.
# into: app/services/texts.py
"""Texts."""

import secrets


class Letter:
    """A letter."""

    heading: str = ""

    def head(self, body: bytes) -> str:
        """Return how it begins."""
        return self.heading[:20] + str(len(body[:16]))


def name(prefix: str) -> str:
    """Return a name that nobody has."""
    return f"{prefix}-{secrets.token_hex(16)}"[:30] + secrets.token_urlsafe(16)[:10]
