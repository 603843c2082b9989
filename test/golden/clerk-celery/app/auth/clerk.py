"""Session tokens of Clerk: what one says, if it is genuine, meant for us and good at the moment."""

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

# One algorithm, Clerk's: the token's own header must not choose.
ALGORITHM = "RS256"
# What the clocks of two machines may differ by; Clerk's own libraries allow as much.
LEEWAY = dt.timedelta(seconds=5)
# Clerk's have to fit into a cookie; a longer one is not even parsed.
MAX_TOKEN_LENGTH = 8192


@dataclass(frozen=True, slots=True)
class Principal:
    """Whom a token speaks for, where it was made, and until when it is good."""

    clerk_id: str
    session_id: str
    party: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TokenRules:
    """Who must have issued a token, and for which frontends."""

    issuer: str
    parties: frozenset[str]


class Claims(BaseModel):
    """What has to stand in a session token. Tokens made from a template have no `sid`."""

    model_config = ConfigDict(strict=True)

    sub: ClerkId
    sid: ClerkId
    azp: str
    exp: int
    nbf: int
    iat: int
    # The user of a pending session has not finished signing in.
    sts: Literal["active"] = "active"


class TokenVerifier:
    """Tells session tokens from forgeries.

    Args:
        keys: The public keys of the issuer.
        rules: Who must have issued a token, and for which frontends.
        clock: The present moment.
    """

    def __init__(
        self, keys: KeyCache, rules: TokenRules, clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._keys = keys
        self._rules = rules
        self._clock = clock

    async def verify(self, token: str | None) -> Principal:
        """Return whom a token speaks for.

        Raises `UnauthenticatedError`, always the same, for whatever is wrong with it.
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
    """Return the id of the key that a token claims to be signed with.

    Raises `UnauthenticatedError` if it is no token, names no key, or has another algorithm than ours.
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
    """Return whom a token speaks for.

    It is a pure function: with the same key, rules and moment a token is always good, or never.

    Raises `UnauthenticatedError`, always the same, for whatever is wrong with it.
    """
    try:
        payload = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=rules.issuer,
            # Of the moments below: the library would compare them with a clock of its own.
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
    """Raise the one error that all failures have in common."""
    raise UnauthenticatedError from reason
