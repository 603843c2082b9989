"""Minimal authentication: verify the token, and check that its user is allowed.

The keys are fetched once, at the start.
"""

import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from session import Session
from sqlalchemy import Boolean, String, column, select, table

ISSUER = os.environ["CLERK_ISSUER"]
PARTIES = set(os.environ["CLERK_AUTHORIZED_PARTIES"].split(","))
KEYS = {
    key.key_id: key.key
    for key in jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json").get_signing_keys()
}
users = table("users", column("clerk_id", String), column("is_active", Boolean))


async def require_login(
    session: Session, sent: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]
) -> None:
    try:
        key = KEYS[jwt.get_unverified_header(sent.credentials)["kid"]]
        claims = jwt.decode(sent.credentials, key, algorithms=["RS256"], issuer=ISSUER, leeway=5)
    except (jwt.PyJWTError, KeyError):
        raise HTTPException(401) from None
    is_active = select(users.c.is_active).where(users.c.clerk_id == claims["sub"])
    if claims["azp"] not in PARTIES or not await session.scalar(is_active):
        raise HTTPException(401)
