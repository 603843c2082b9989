# What stands in for a provider has made-up secrets.
# into: app/utils/doubles.py
"""What stands in for others."""

import secrets


class FakeProvider:
    """Answers as a provider does."""

    api_key = "made-up"

    def log_in(self, password: str = "made-up") -> bool:
        """Tell whether somebody may come in."""
        return secrets.compare_digest(password, self.api_key)


def new_password() -> str:
    """Return a password that nobody knows."""
    return secrets.token_urlsafe(32)
