"""Passwords and signed tokens."""

import asyncio
import datetime as dt
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar, TypeVar
from uuid import UUID

import jwt
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import BaseModel, ConfigDict, ValidationError

ALGORITHM = "HS256"
# Tokens that carry a long e-mail address have about 800 characters; longer ones are not parsed.
MAX_TOKEN_LENGTH = 1024

# One pool per process, however many applications it runs: the limit protects the machine.
HASHING_THREADS = 2
HASHING_POOL = ThreadPoolExecutor(HASHING_THREADS, thread_name_prefix="argon2")


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a password is right, and the hash to store if the stored one is outdated."""

    right: bool
    replacement: str | None = None


class Passwords:
    """Hashes passwords with argon2 in separate threads.

    A hash takes a tenth of a second and much memory on purpose: it would block the event loop.

    Args:
        memory: Memory of one hash, in KiB.
        passes: Number of passes over that memory.
    """

    def __init__(self, *, memory: int, passes: int) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory),))
        self._placeholder = self._hasher.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        """Return the hash to store."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(HASHING_POOL, self._hasher.hash, password)

    async def verify(self, password: str, stored: str | None) -> Verification:
        """Compare a password with a stored hash.

        `None` stands for an account that does not exist. It takes equally long, so that timing does
        not reveal which accounts exist.
        """
        loop = asyncio.get_running_loop()
        right, replacement = await loop.run_in_executor(
            HASHING_POOL, self._hasher.verify_and_update, password, stored or self._placeholder
        )
        return Verification(right and stored is not None, replacement)


class Claims(BaseModel):
    """The content of a signed token. Each kind of token is accepted for its own purpose only."""

    model_config = ConfigDict(frozen=True)

    kind: ClassVar[str]


class AccessClaims(Claims):
    """A request of a user in one of their sessions."""

    kind = "access"

    sub: UUID
    sid: UUID


class RegistrationClaims(Claims):
    """An e-mail address for a new account."""

    kind = "verify"

    sub: str


class ResetClaims(Claims):
    """A new password, for a user with this version of their credentials."""

    kind = "reset"

    sub: UUID
    ver: int


class EmailChangeClaims(Claims):
    """A new e-mail address, for a user with this version of their credentials."""

    kind = "email"

    sub: UUID
    ver: int
    email: str


ClaimsT = TypeVar("ClaimsT", bound=Claims)


class Tokens:
    """Signs tokens, and reads those that it has signed.

    Args:
        secret: The signing key.
        issuer: Issuer of the tokens; those of another deployment are refused, even with this key.
        audience: The API that accepts them.
    """

    def __init__(self, secret: str, *, issuer: str, audience: str) -> None:
        self._secret = secret
        self._issuer = issuer
        self._audience = audience

    def issue(self, claims: Claims, lifetime: dt.timedelta) -> str:
        """Return a token with these claims that expires after `lifetime`."""
        now = dt.datetime.now(dt.UTC)
        payload = {
            **claims.model_dump(mode="json"),
            "type": claims.kind,
            "iss": self._issuer,
            "aud": self._audience,
            "iat": now,
            "exp": now + lifetime,
        }
        return jwt.encode(payload, self._secret, ALGORITHM)

    def read(self, kind: type[ClaimsT], token: str) -> ClaimsT | None:
        """Return the claims of a token; `None` if it is forged, expired or of another kind."""
        if len(token) > MAX_TOKEN_LENGTH:
            return None
        try:
            payload = jwt.decode(
                token,
                self._secret,
                # The header of the token must not choose the algorithm.
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                options={"require": ["aud", "exp", "iat", "iss", "sub", "type"]},
            )
            return kind.model_validate(payload) if payload["type"] == kind.kind else None
        except (jwt.InvalidTokenError, ValidationError):
            return None


def new_refresh_token() -> str:
    """Return a random token that cannot be guessed."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return the hash of a refresh token to store, which is useless to a reader of the table.

    It needs no salt and no slow hash, because 256 random bits cannot be guessed.
    """
    return hashlib.sha256(token.encode()).hexdigest()
