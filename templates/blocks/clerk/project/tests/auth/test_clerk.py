"""Session tokens: which one is good, and that all others are refused with the same words."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from app.auth.clerk import LEEWAY, MAX_TOKEN_LENGTH, Principal, TokenVerifier, read_token
from app.auth.keys import KeyCache
from app.utils.auth_errors import UnauthenticatedError
from tests.clerk import ISSUER, KEYS_URL, PARTY, RULES, Issuer, claims, private_key, token

NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def payload(**changes: Any) -> dict[str, Any]:
    """Return what a token says that is made now and good for a minute."""
    at = int(NOW.timestamp())
    return claims(**({"iat": at, "nbf": at, "exp": at + 60} | changes))


def read(given: str, now: dt.datetime = NOW) -> Principal:
    """Return what a token says when it is signed with the first key."""
    return read_token(given, private_key("first").public_key(), RULES, now)


def segment(value: Mapping[str, Any] | bytes) -> str:
    """Return one part of a token."""
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture
def verifier(issuer: Issuer) -> TokenVerifier:
    return TokenVerifier(KeyCache(KEYS_URL, issuer.client()), RULES, lambda: NOW)


async def test_a_good_token_says_who_it_is(verifier: TokenVerifier) -> None:
    principal = await verifier.verify(token(payload()))

    assert principal == Principal(
        clerk_id="user_ada",
        session_id="sess_user_ada",
        party=PARTY,
        expires_at=NOW + dt.timedelta(minutes=1),
    )


async def test_the_keys_may_change(verifier: TokenVerifier, issuer: Issuer) -> None:
    await verifier.verify(token(payload()))
    issuer.names = ["second"]

    principal = await verifier.verify(token(payload(), key="second"))

    assert principal.clerk_id == "user_ada"
    # The first key is gone with that: a token that it signed is refused.
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload()))


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://clerk.example.org"},
        {"iss": f"{ISSUER}/"},
        {"iss": None},
        {"azp": "https://evil.example.com"},
        {"azp": [PARTY]},
        {"azp": None},
        {"sid": None},
        {"sid": ""},
        {"sub": None},
        {"sub": ""},
        {"sub": "user\n"},
        {"sub": "u" * 65},
        {"sub": 1},
        {"exp": None},
        {"nbf": None},
        {"iat": None},
        {"exp": "tomorrow"},
        {"exp": True},
        {"exp": 10**30},
        {"sts": "pending"},
    ],
    ids=str,
)
def test_what_a_token_must_say(changes: dict[str, Any]) -> None:
    good = read(token(payload()))
    assert good.clerk_id == "user_ada"

    with pytest.raises(UnauthenticatedError):
        read(token(payload(**changes)))


def test_a_token_is_good_from_its_beginning_to_its_end() -> None:
    given = token(payload())
    end = NOW + dt.timedelta(minutes=1)

    for moment in (NOW - LEEWAY, NOW, end, end + LEEWAY - SECOND):
        assert read(given, moment).clerk_id == "user_ada"
    for moment in (NOW - LEEWAY - SECOND, end + LEEWAY, end + LEEWAY + SECOND):
        with pytest.raises(UnauthenticatedError):
            read(given, moment)


@pytest.mark.parametrize("claim", ["nbf", "iat"])
def test_a_token_of_the_future_is_refused(claim: str) -> None:
    soon = int((NOW + LEEWAY + SECOND).timestamp())

    with pytest.raises(UnauthenticatedError):
        read(token(payload(**{claim: soon})))


async def test_a_token_that_another_key_signed_is_refused(
    verifier: TokenVerifier, issuer: Issuer
) -> None:
    issuer.names = ["first", "second"]

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload(), key="second", kid="first"))
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload(), key="third"))


async def test_a_changed_token_is_refused(verifier: TokenVerifier) -> None:
    header, _, signature = token(payload()).split(".")

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(f"{header}.{segment(payload(sub='user_eve'))}.{signature}")


async def test_the_public_key_is_no_shared_secret(verifier: TokenVerifier) -> None:
    public = private_key("first").public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    signed = f"{segment({'alg': 'HS256', 'kid': 'first'})}.{segment(payload())}"
    forged = hmac.new(pem, signed.encode(), hashlib.sha256).digest()

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(f"{signed}.{segment(forged)}")
    # Nor is it one when the header, which nobody signed, is not looked at.
    with pytest.raises(UnauthenticatedError):
        read(f"{signed}.{segment(forged)}")


@pytest.mark.parametrize("algorithm", ["none", "None", "RS512", "PS256", ""])
async def test_no_other_algorithm_is_taken(
    verifier: TokenVerifier, issuer: Issuer, algorithm: str
) -> None:
    head = segment({"alg": algorithm, "kid": "first", "typ": "JWT"})

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(f"{head}.{segment(payload())}.")
    assert issuer.asked == 0


async def test_another_algorithm_with_the_right_key_is_refused() -> None:
    longer = jwt.encode(payload(), private_key("first"), "RS512", headers={"kid": "first"})

    with pytest.raises(UnauthenticatedError):
        read(longer)


@pytest.mark.parametrize(
    "garbage",
    [
        None,
        "",
        ".",
        "..",
        "a.b.c",
        "not a token",
        "\udcff.\udcff.\udcff",
        "ÿ.ÿ.ÿ",
        f"{segment(b'[' * 5000)}.{segment({})}.",
        f"{segment(b'[]')}.{segment({})}.",
        f"{segment({'alg': 'RS256'})}.{segment({})}.",
        f"{segment({'alg': 'RS256', 'kid': 7})}.{segment({})}.",
        "x" * (MAX_TOKEN_LENGTH + 1),
    ],
    ids=lambda garbage: ascii(garbage)[:60],
)
async def test_garbage_is_refused_and_asks_nobody(
    verifier: TokenVerifier, issuer: Issuer, garbage: str | None
) -> None:
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(garbage)
    assert issuer.asked == 0


def test_a_genuine_token_that_says_no_object_is_refused() -> None:
    signed = f"{segment({'alg': 'RS256', 'kid': 'first'})}.{segment(b'[1]')}"
    signature = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign(
        signed.encode(), private_key("first")
    )

    with pytest.raises(UnauthenticatedError):
        read(f"{signed}.{segment(signature)}")


async def test_without_the_issuer_nobody_is_let_in(verifier: TokenVerifier, issuer: Issuer) -> None:
    issuer.is_down = True

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload()))


async def test_keys_that_were_known_outlive_the_issuer(
    verifier: TokenVerifier, issuer: Issuer
) -> None:
    await verifier.verify(token(payload()))
    issuer.is_down = True

    assert (await verifier.verify(token(payload()))).clerk_id == "user_ada"
    await verifier.aclose()


def test_all_refusals_say_the_same() -> None:
    errors = []
    for changes in ({"azp": "https://evil.example.com"}, {"exp": 1}, {"iss": "x"}, {"sid": None}):
        with pytest.raises(UnauthenticatedError) as caught:
            read(token(payload(**changes)))
        errors.append((caught.value.detail, dict(caught.value.headers)))

    assert errors == [errors[0]] * 4
