# Columns, headers and cookies are named after what they hold.
# into: app/utils/naming.py
"""What things are called."""

from fastapi import Cookie, Header
from fastapi.security import APIKeyHeader, OAuth2PasswordBearer
from sqlalchemy import Column, Index, String

password = Column("password", String(255))
index = Index("ix_secret", "secret")
api_key = APIKeyHeader(name="X-API-Key", auto_error=False)
oauth2 = OAuth2PasswordBearer(tokenUrl="api/v1/auth/login")


def read(
    secret: str = Header(alias="X-Secret"),
    session_token: str | None = Cookie(default=None, alias="__Host-session"),
) -> str:
    """Return what came."""
    given = {"secret": secret, "token": session_token}
    return str(given.get("secret", ""))
