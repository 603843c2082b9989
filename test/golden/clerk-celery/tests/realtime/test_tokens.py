"""The tokens of a socket: how clients send them, and when they expire."""

import base64
import json

import pytest

from app.realtime.tokens import expiry_of, offered_token


def encode(claims: object) -> str:
    """Return a token with these claims and an invalid signature."""
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
def test_a_token_follows_the_name_of_the_protocol(header: str, token: str | None) -> None:
    assert offered_token({"sec-websocket-protocol": header}) == token


def test_without_a_protocol_there_is_no_token() -> None:
    assert offered_token({}) is None


@pytest.mark.parametrize("seconds", [1_800_000_000, 1_800_000_000.5])
def test_the_expiry_of_a_token_is_read(seconds: float) -> None:
    assert expiry_of(encode({"exp": seconds})) == seconds


@pytest.mark.parametrize(
    "token", ["opaque", "a.é.c", "a.e30.c", encode([]), encode({"exp": None}), "a.!!.c"]
)
def test_a_token_without_an_expiry_never_expires(token: str) -> None:
    assert expiry_of(token) == float("inf")
