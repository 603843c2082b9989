"""Verifies Clerk's session tokens: signature, issuer, origin and lifetime."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NoReturn

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

from app.auth.keys import KeyCache
from app.models.base import utc_now
from app.schemas.clerk_event import ClerkId
from app.utils.auth_errors import UnauthenticatedError

# Clerk's algorithm; the header of the token must not choose another one.
ALGORITHM = "RS256"
# Allowed clock skew; the same as in Clerk's own libraries.
LEEWAY = dt.timedelta(seconds=5)
# Clerk's tokens fit into a cookie; longer ones are not parsed.
MAX_TOKEN_LENGTH = 8192


@dataclass(frozen=True, slots=True)
class Principal:
    """The user, session and origin of a token, and when it expires."""

    clerk_id: str
    session_id: str
    party: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TokenRules:
    """The required issuer of a token, and the accepted origins."""

    issuer: str
    parties: frozenset[str]


class Claims(BaseModel):
    """The required claims of a session token. Tokens from a JWT template have no `sid`."""

    model_config = ConfigDict(strict=True)

    sub: ClerkId
    sid: ClerkId
    azp: str
    exp: int
    nbf: int
    iat: int
    # In a pending session, the user has not finished signing in.
    sts: Literal["active"] = "active"


class TokenVerifier:
    """Verifies session tokens.

    Args:
        keys: The public keys of the issuer.
        rules: The required issuer, and the accepted origins.
        clock: Returns the current time.
    """

    def __init__(
        self, keys: KeyCache, rules: TokenRules, clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._keys = keys
        self._rules = rules
        self._clock = clock

    async def verify(self, token: str | None) -> Principal:
        """Return the principal of a token.

        Raises `UnauthenticatedError`, always the same, for every invalid token.
        """
        if token is None:
            refuse()
        key = await self._keys.get(key_id_of(token))
        if key is None:
            refuse()
        return read_token(token, key, self._rules, self._clock())

    async def aclose(self) -> None:
        """Close the connections to the issuer."""
        await self._keys.aclose()


def key_id_of(token: str) -> str:
    """Return the key ID in the header of a token, which is not verified yet.

    Raises `UnauthenticatedError` if the token is malformed, or has no key ID or another algorithm.
    """
    if len(token) > MAX_TOKEN_LENGTH:
        refuse()
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        refuse(error)
    key_id = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
        refuse()
    return key_id


def read_token(token: str, key: RSAPublicKey, rules: TokenRules, now: dt.datetime) -> Principal:
    """Return the principal of a token.

    A pure function: the result depends only on the arguments.

    Raises `UnauthenticatedError`, always the same, for every invalid token.
    """
    try:
        payload = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=rules.issuer,
            # Times are checked below: the library would use its own clock.
            options={
                "require": ["iss"],
                "verify_aud": False,
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
        claims = Claims.model_validate(payload)
        expires_at = dt.datetime.fromtimestamp(claims.exp, dt.UTC)
        begins_at = dt.datetime.fromtimestamp(max(claims.nbf, claims.iat), dt.UTC)
    except (jwt.PyJWTError, ValidationError, ValueError, OverflowError, OSError) as error:
        refuse(error)
    early, late = now + LEEWAY < begins_at, now - LEEWAY >= expires_at
    if early or late or claims.azp not in rules.parties:
        refuse()
    return Principal(claims.sub, claims.sid, claims.azp, expires_at)


def refuse(reason: Exception | None = None) -> NoReturn:
    """Raise the same error for every failure."""
    raise UnauthenticatedError from reason
