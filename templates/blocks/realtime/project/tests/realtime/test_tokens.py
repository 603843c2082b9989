"""The tokens of a socket: where they may stand, and when they end."""

import base64
import json

import pytest

from app.realtime.tokens import expiry_of, offered_token


def encode(claims: object) -> str:
    """Return a token that says something; its signature is no concern here."""
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"header.{payload}.signature"


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("bearer, abc.def", "abc.def"),
        ("bearer,abc", "abc"),
        ("bearer", None),
        ("bearer, ", None),
        ("graphql-ws, abc", None),
        ("", None),
    ],
)
def test_a_token_is_offered_behind_the_name_of_the_protocol(header: str, token: str | None) -> None:
    assert offered_token({"sec-websocket-protocol": header}) == token


def test_no_protocol_offers_no_token() -> None:
    assert offered_token({}) is None


@pytest.mark.parametrize("seconds", [1_800_000_000, 1_800_000_000.5])
def test_a_token_says_when_it_expires(seconds: float) -> None:
    assert expiry_of(encode({"exp": seconds})) == seconds


@pytest.mark.parametrize(
    "token", ["opaque", "a.é.c", "a.e30.c", encode([]), encode({"exp": None}), "a.!!.c"]
)
def test_a_token_that_does_not_say_it_never_does(token: str) -> None:
    assert expiry_of(token) == float("inf")
