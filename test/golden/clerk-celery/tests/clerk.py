"""A stand-in for Clerk: an issuer with real keys that is never further than a function call."""

import base64
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import uuid4

import httpx2
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from standardwebhooks import Webhook

from app.auth.clerk import TokenRules, TokenVerifier
from app.auth.keys import KeyCache
from app.backends import Backends
from app.clients.feeds import FeedReader
from app.clients.fetch import Fetcher
from app.config import Settings
from tests.clients.web import resolve_numbers

ISSUER = "https://clerk.example.com"
PARTY = "https://www.example.com"
KEYS_URL = f"{ISSUER}/.well-known/jwks.json"
WEBHOOK_SECRET = "whsec_" + base64.b64encode(b"a secret that only tests know 32").decode()

RULES = TokenRules(issuer=ISSUER, parties=frozenset({PARTY}))


@cache
def private_key(name: str) -> RSAPrivateKey:
    """Return the key of this name; it takes a moment to make one, so there are few."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_jwk(name: str) -> dict[str, Any]:
    """Return the public half of a key as an issuer serves it; its name is its id."""
    jwk: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(
        private_key(name).public_key(), as_dict=True
    )
    return jwk | {"kid": name, "use": "sig", "alg": "RS256"}


class Issuer:
    """What serves keys: which ones, whether it answers at all, and how often it was asked."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.answer: httpx2.Response | None = None
        self.is_down = False
        self.asked = 0

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request for the keys."""
        self.asked += 1
        if self.is_down:
            raise httpx2.ConnectError("nobody there", request=request)
        keys = {"keys": [public_jwk(name) for name in self.names]}
        answer = self.answer or httpx2.Response(200, json=keys)
        if not answer.is_stream_consumed:
            return answer
        # As a stream, which is what comes from a network.
        return httpx2.Response(answer.status_code, stream=httpx2.ByteStream(answer.content))

    def client(self) -> httpx2.AsyncClient:
        """Return a client that asks nobody else."""
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self.respond))


def with_test_issuer(backends: Backends, settings: Settings) -> Backends:
    """Return the backends with an issuer that has the key `first`, and without names of hosts."""
    tokens = TokenVerifier(KeyCache(settings.keys_url, Issuer("first").client()), RULES)
    feeds = FeedReader(Fetcher(resolve=resolve_numbers))
    return replace(backends, tokens=tokens, feeds=feeds)


def claims(clerk_id: str = "user_ada", **changes: Any) -> dict[str, Any]:
    """Return what a good token says; a change to `None` leaves a claim out."""
    now = int(dt.datetime.now(dt.UTC).timestamp())
    good = {
        "iss": ISSUER,
        "sub": clerk_id,
        "sid": f"sess_{clerk_id}",
        "azp": PARTY,
        "iat": now,
        "nbf": now - 10,
        "exp": now + 60,
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def token(payload: Mapping[str, Any], *, key: str = "first", kid: str | None = None) -> str:
    """Return a token that says this, signed with a key, under its id or another one."""
    headers = {"kid": key if kid is None else kid}
    return jwt.encode(dict(payload), private_key(key), algorithm="RS256", headers=headers)


def bearer(clerk_id: str) -> dict[str, str]:
    """Return the headers of a request by somebody."""
    return {"Authorization": f"Bearer {token(claims(clerk_id))}"}


def delivery_headers(
    body: str,
    *,
    delivery_id: str | None = None,
    at: dt.datetime | None = None,
    secret: str = WEBHOOK_SECRET,
) -> dict[str, str]:
    """Return the headers of a webhook with this body, signed as Svix does it."""
    delivery_id = delivery_id or f"msg_{uuid4().hex}"
    at = at or dt.datetime.now(dt.UTC)
    return {
        "svix-id": delivery_id,
        "svix-timestamp": str(int(at.timestamp())),
        "svix-signature": Webhook(secret).sign(delivery_id, at, body),
        "content-type": "application/json",
    }


def user_event(kind: str, clerk_id: str, **changes: Any) -> str:
    """Return an event about a user, as Clerk writes it."""
    data = {
        "object": "user",
        "id": clerk_id,
        "first_name": "Ada",
        "last_name": "Lovelace",
        "image_url": "https://img.example.com/ada.png",
        "primary_email_address_id": "idn_2",
        "email_addresses": [
            {"id": "idn_1", "email_address": "old@example.com"},
            {"id": "idn_2", "email_address": "ada@example.com"},
        ],
        "banned": False,
        "updated_at": 1_700_000_000_000,
    }
    return json.dumps({"object": "event", "type": kind, "data": data | changes})
