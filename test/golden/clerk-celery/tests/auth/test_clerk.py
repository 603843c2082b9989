"""Session tokens: valid ones are accepted, all others get the same error."""

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
    """Return the claims of a token that is issued now and expires in a minute."""
    at = int(NOW.timestamp())
    return claims(**({"iat": at, "nbf": at, "exp": at + 60} | changes))


def read(given: str, now: dt.datetime = NOW) -> Principal:
    """Return the principal of a token, verified with the first key."""
    return read_token(given, private_key("first").public_key(), RULES, now)


def segment(value: Mapping[str, Any] | bytes) -> str:
    """Return one encoded segment of a token."""
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture
def verifier(issuer: Issuer) -> TokenVerifier:
    return TokenVerifier(KeyCache(KEYS_URL, issuer.client()), RULES, lambda: NOW)


async def test_a_valid_token_identifies_the_user(verifier: TokenVerifier) -> None:
    principal = await verifier.verify(token(payload()))

    assert principal == Principal(
        clerk_id="user_ada",
        session_id="sess_user_ada",
        party=PARTY,
        expires_at=NOW + dt.timedelta(minutes=1),
    )


async def test_the_keys_may_be_rotated(verifier: TokenVerifier, issuer: Issuer) -> None:
    await verifier.verify(token(payload()))
    issuer.names = ["second"]

    principal = await verifier.verify(token(payload(), key="second"))

    assert principal.clerk_id == "user_ada"
    # The first key was removed, so its tokens are refused.
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
def test_missing_and_invalid_claims_are_refused(changes: dict[str, Any]) -> None:
    good = read(token(payload()))
    assert good.clerk_id == "user_ada"

    with pytest.raises(UnauthenticatedError):
        read(token(payload(**changes)))


def test_a_token_is_valid_during_its_lifetime_only() -> None:
    given = token(payload())
    end = NOW + dt.timedelta(minutes=1)

    for moment in (NOW - LEEWAY, NOW, end, end + LEEWAY - SECOND):
        assert read(given, moment).clerk_id == "user_ada"
    for moment in (NOW - LEEWAY - SECOND, end + LEEWAY, end + LEEWAY + SECOND):
        with pytest.raises(UnauthenticatedError):
            read(given, moment)


@pytest.mark.parametrize("claim", ["nbf", "iat"])
def test_a_token_from_the_future_is_refused(claim: str) -> None:
    soon = int((NOW + LEEWAY + SECOND).timestamp())

    with pytest.raises(UnauthenticatedError):
        read(token(payload(**{claim: soon})))


async def test_a_token_signed_with_another_key_is_refused(
    verifier: TokenVerifier, issuer: Issuer
) -> None:
    issuer.names = ["first", "second"]

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload(), key="second", kid="first"))
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload(), key="third"))


async def test_a_modified_token_is_refused(verifier: TokenVerifier) -> None:
    header, _, signature = token(payload()).split(".")

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(f"{header}.{segment(payload(sub='user_eve'))}.{signature}")


async def test_the_public_key_is_not_used_as_a_shared_secret(verifier: TokenVerifier) -> None:
    public = private_key("first").public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    signed = f"{segment({'alg': 'HS256', 'kid': 'first'})}.{segment(payload())}"
    forged = hmac.new(pem, signed.encode(), hashlib.sha256).digest()

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(f"{signed}.{segment(forged)}")
    # Also if the header, which is not signed, is not checked first.
    with pytest.raises(UnauthenticatedError):
        read(f"{signed}.{segment(forged)}")


@pytest.mark.parametrize("algorithm", ["none", "None", "RS512", "PS256", ""])
async def test_other_algorithms_are_refused(
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
async def test_garbage_is_refused_without_a_request_to_the_issuer(
    verifier: TokenVerifier, issuer: Issuer, garbage: str | None
) -> None:
    with pytest.raises(UnauthenticatedError):
        await verifier.verify(garbage)
    assert issuer.asked == 0


def test_a_signed_token_without_an_object_is_refused() -> None:
    signed = f"{segment({'alg': 'RS256', 'kid': 'first'})}.{segment(b'[1]')}"
    signature = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign(
        signed.encode(), private_key("first")
    )

    with pytest.raises(UnauthenticatedError):
        read(f"{signed}.{segment(signature)}")


async def test_without_the_issuer_tokens_are_refused(
    verifier: TokenVerifier, issuer: Issuer
) -> None:
    issuer.is_down = True

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(token(payload()))


async def test_cached_keys_are_used_while_the_issuer_is_down(
    verifier: TokenVerifier, issuer: Issuer
) -> None:
    await verifier.verify(token(payload()))
    issuer.is_down = True

    assert (await verifier.verify(token(payload()))).clerk_id == "user_ada"
    await verifier.aclose()


def test_all_refusals_are_the_same() -> None:
    errors = []
    for changes in ({"azp": "https://evil.example.com"}, {"exp": 1}, {"iss": "x"}, {"sid": None}):
        with pytest.raises(UnauthenticatedError) as caught:
            read(token(payload(**changes)))
        errors.append((caught.value.detail, dict(caught.value.headers)))

    assert errors == [errors[0]] * 4
