"""Tests of passwords and signed tokens: which are accepted, and which are refused."""

import datetime as dt
from typing import Any
from uuid import uuid4

import jwt
import pytest

from app.core.security import (
    AccessClaims,
    Passwords,
    ResetClaims,
    Tokens,
    fingerprint,
    new_refresh_token,
)

SECRET = "a secret for tests, long enough to sign tokens with"
ISSUER = "https://api.example.com"
AUDIENCE = "api"
MINUTE = dt.timedelta(minutes=1)
CLAIMS = AccessClaims(sub=uuid4(), sid=uuid4())


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(memory=32, passes=1)


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(SECRET, issuer=ISSUER, audience=AUDIENCE)


def sign(*, key: str = SECRET, algorithm: str = "HS256", **changes: Any) -> str:
    """Return a token that is valid except for the changes; `None` removes a claim."""
    now = dt.datetime.now(dt.UTC)
    payload = {
        "type": "access",
        "sub": str(CLAIMS.sub),
        "sid": str(CLAIMS.sid),
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + MINUTE,
    } | changes
    claims = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(claims, key, algorithm)


def without(claim: str) -> str:
    """Return a token that is valid except for a missing claim."""
    changes: dict[str, Any] = {claim: None}
    return sign(**changes)


async def test_hash_does_not_contain_the_password_and_is_salted(passwords: Passwords) -> None:
    first, second = await passwords.hash("correct horse"), await passwords.hash("correct horse")

    assert first.startswith("$argon2id$")
    assert first != second


async def test_only_the_right_password_is_accepted(passwords: Passwords) -> None:
    stored = await passwords.hash("correct horse")

    assert (await passwords.verify("correct horse", stored)).right
    assert not (await passwords.verify("Correct horse", stored)).right


async def test_missing_account_has_no_right_password(passwords: Passwords) -> None:
    assert not (await passwords.verify("correct horse", None)).right


async def test_cheaper_hash_is_replaced(passwords: Passwords) -> None:
    stored = await passwords.hash("correct horse")
    costly = Passwords(memory=64, passes=2)

    replacement = (await costly.verify("correct horse", stored)).replacement

    assert replacement is not None
    assert (await costly.verify("correct horse", replacement)).replacement is None


def test_token_returns_its_claims(tokens: Tokens) -> None:
    assert tokens.read(AccessClaims, tokens.issue(CLAIMS, MINUTE)) == CLAIMS
    assert tokens.read(AccessClaims, sign()) == CLAIMS


@pytest.mark.parametrize(
    "token",
    [
        sign(exp=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        sign(iat=dt.datetime(2999, 1, 1, tzinfo=dt.UTC)),
        sign(key="another secret of tests, as long as the one above"),
        sign(algorithm="HS384"),
        sign(key="", algorithm="none"),
        sign(type="refresh"),
        sign(type=["access"]),
        sign(iss="https://staging.example.com"),
        sign(aud="other"),
        *(without(claim) for claim in ("aud", "exp", "iat", "iss", "sid", "sub", "type")),
        sign(sub="ada"),
        sign(sid="latest"),
        sign(padding="x" * 1024),
        sign()[:-2],
        sign().replace(".", "", 1),
        "",
        "é.é.é",
        "[" * 500,
    ],
)
def test_invalid_token_is_refused(tokens: Tokens, token: str) -> None:
    assert tokens.read(AccessClaims, token) is None


def test_token_is_accepted_for_its_own_purpose_only(tokens: Tokens) -> None:
    claims = ResetClaims(sub=uuid4(), ver=1)
    reset = tokens.issue(claims, MINUTE)

    assert tokens.read(AccessClaims, reset) is None
    assert tokens.read(ResetClaims, reset) == claims


def test_refresh_tokens_are_random_and_their_fingerprints_one_way() -> None:
    token = new_refresh_token()

    assert token != new_refresh_token()
    assert token not in fingerprint(token)
    assert fingerprint(token) == fingerprint(token)
