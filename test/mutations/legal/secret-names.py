# Names that have the words of secrets, and values that are none.
# into: app/services/locks.py
"""What is about secrets."""

from enum import StrEnum

PASSWORD = "password"
API_KEY_HEADER = "X-API-Key"
SECRET_FIELDS = ("password", "secret")
TOKEN_TYPE = "bearer"
WRONG_PASSWORD = "The password is wrong."
BAD_REFRESH_TOKEN = "The refresh token is no longer good."
SECRET_SETTING = "SECRET_KEY"
MASKED_PASSWORD = "********"
END_TOKEN = "[DONE]"
PUBLIC_KEY_PATH = "keys/public.pem"
SORT_KEY = "created_at"
LABELS = {"password": "password", "api_key": "API key of the shop itself"}


class TokenKind(StrEnum):
    """What a token is for."""

    PASSWORD = "password-reset"
    SECRET = "shared"


def describe(password: str = "", token: str | None = None, *, secret: bool = False) -> str:
    """Return which of them there are."""
    found = [name for name, value in (("password", password), ("token", token)) if value]
    return ", ".join(found) + ("secret" if secret else "")


def url_of(password: str, host: str) -> str:
    """Return a URL whose password is given."""
    return f"://shop:{password}@{host}"


def check(header: str, password: str) -> bool:
    """Tell whether there is anything."""
    return password != "" and header.startswith("sk-") and header != API_KEY_HEADER
