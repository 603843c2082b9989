"""Passwords and tokens: what is good, and each way in which one is not."""

import datetime as dt
from typing import Any
from uuid import uuid4

import jwt
import pytest

from app.utils.security import (
    Claims,
    Passwords,
    Tokens,
    TokenType,
    fingerprint,
    new_refresh_token,
)

SECRET = "a secret of tests, long enough for whatever they sign"
MINUTE = dt.timedelta(minutes=1)
CLAIMS = Claims(uuid4(), 3)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(memory=32, passes=1)


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(SECRET)


def sign(*, key: str = SECRET, algorithm: str = "HS256", **changes: Any) -> str:
    """Return a token that is good but for the changes; a change to `None` leaves a claim out."""
    now = dt.datetime.now(dt.UTC)
    payload = {
        "type": "access",
        "sub": str(CLAIMS.user_id),
        "ver": CLAIMS.version,
        "iat": now,
        "exp": now + MINUTE,
    } | changes
    said = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(said, key, algorithm)


def without(claim: str) -> str:
    """Return a token that is good but for the claim that it lacks."""
    changes: dict[str, Any] = {claim: None}
    return sign(**changes)


async def test_a_hash_is_no_password_and_never_the_same(passwords: Passwords) -> None:
    first, second = await passwords.hash("correct horse"), await passwords.hash("correct horse")

    assert first.startswith("$argon2id$")
    assert first != second


async def test_only_the_right_password_is_right(passwords: Passwords) -> None:
    stored = await passwords.hash("correct horse")

    assert (await passwords.verify("correct horse", stored)).right
    assert not (await passwords.verify("Correct horse", stored)).right


async def test_nobody_has_no_right_password(passwords: Passwords) -> None:
    assert not (await passwords.verify("correct horse", None)).right


async def test_a_hash_that_was_cheaper_is_replaced(passwords: Passwords) -> None:
    stored = await passwords.hash("correct horse")
    costly = Passwords(memory=64, passes=2)

    replacement = (await costly.verify("correct horse", stored)).replacement

    assert replacement is not None
    assert (await costly.verify("correct horse", replacement)).replacement is None


def test_a_token_says_what_was_signed(tokens: Tokens) -> None:
    assert tokens.read(TokenType.ACCESS, tokens.issue(TokenType.ACCESS, CLAIMS, MINUTE)) == CLAIMS
    assert tokens.read(TokenType.ACCESS, sign()) == CLAIMS


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
        *(without(claim) for claim in ("exp", "iat", "sub", "type", "ver")),
        sign(sub="ada"),
        sign(ver="latest"),
        sign(padding="x" * 512),
        sign()[:-2],
        sign().replace(".", "", 1),
        "",
        "é.é.é",
        "[" * 500,
    ],
)
def test_any_other_token_says_nothing(tokens: Tokens, token: str) -> None:
    assert tokens.read(TokenType.ACCESS, token) is None


def test_a_token_of_one_type_is_none_of_another(tokens: Tokens) -> None:
    reset = tokens.issue(TokenType.RESET, CLAIMS, MINUTE)

    assert tokens.read(TokenType.ACCESS, reset) is None
    assert tokens.read(TokenType.RESET, reset) == CLAIMS


def test_refresh_tokens_differ_and_their_fingerprints_do_not_tell_them() -> None:
    token = new_refresh_token()

    assert token != new_refresh_token()
    assert token not in fingerprint(token)
    assert fingerprint(token) == fingerprint(token)
