"""Passwords and tokens: how they are made, and how they are told from forgeries."""

import asyncio
import datetime as dt
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import jwt
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

ALGORITHM = "HS256"
# Ours have about 270 characters; a longer one is not even parsed.
MAX_TOKEN_LENGTH = 512

# One pool a process, whatever number of applications it has: it is the machine that is protected.
HASHING_THREADS = ThreadPoolExecutor(2, thread_name_prefix="argon2")


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a password is right, and the hash to keep instead if the stored one is outdated."""

    right: bool
    replacement: str | None = None


class Passwords:
    """Hashes passwords with argon2, in threads that do nothing else.

    A hash takes a tenth of a second and much memory on purpose: on the event loop it would stop all
    requests, and without a limit a burst of logins would take the machine.

    Args:
        memory: What one hash takes, in KiB.
        passes: How often it goes over that memory.
    """

    def __init__(self, *, memory: int, passes: int) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory),))
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        """Return the hash to store."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(HASHING_THREADS, self._hasher.hash, password)

    async def verify(self, password: str, stored: str | None) -> Verification:
        """Compare a password with a stored hash.

        `None` is an account that does not exist: it takes as long as one that does, so that time
        does not tell them apart.
        """
        loop = asyncio.get_running_loop()
        right, replacement = await loop.run_in_executor(
            HASHING_THREADS, self._hasher.verify_and_update, password, stored or self._nobodys
        )
        return Verification(right and stored is not None, replacement)


class TokenType(StrEnum):
    """What a signed token is good for, and for nothing else."""

    ACCESS = "access"
    VERIFY = "verify"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a signed token says: whose it is, and for which version of their credentials."""

    user_id: UUID
    version: int


class Tokens:
    """Signs tokens and reads them back.

    Args:
        secret: The key, at least 32 bytes.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def issue(self, token_type: TokenType, claims: Claims, lifetime: dt.timedelta) -> str:
        """Return a token of this type that says these claims, for as long as `lifetime`."""
        now = dt.datetime.now(dt.UTC)
        payload = {
            "type": token_type.value,
            "sub": str(claims.user_id),
            "ver": claims.version,
            "iat": now,
            "exp": now + lifetime,
        }
        return jwt.encode(payload, self._secret, ALGORITHM)

    def read(self, token_type: TokenType, token: str) -> Claims | None:
        """Return what a token says; `None` if it is no token of ours, of this type, of this time."""
        if len(token) > MAX_TOKEN_LENGTH:
            return None
        try:
            payload = jwt.decode(
                token,
                self._secret,
                # One algorithm, ours: the token's own header must not choose.
                algorithms=[ALGORITHM],
                options={"require": ["exp", "iat", "sub", "type", "ver"]},
            )
            claims = Claims(UUID(payload["sub"]), int(payload["ver"]))
        except (jwt.InvalidTokenError, ValueError):
            return None
        return claims if payload["type"] == token_type else None


def new_refresh_token() -> str:
    """Return a token that says nothing and cannot be guessed."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what is stored of a refresh token: who reads the table cannot use it.

    It needs no salt and no slow hash, since nobody can guess 256 random bits.
    """
    return hashlib.sha256(token.encode()).hexdigest()
