"""A fake Clerk: an issuer with real keys and no network."""

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
    """Return the private key of this name; cached, because generating one is slow."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_jwk(name: str) -> dict[str, Any]:
    """Return the public key as an issuer serves it, with the name as its ID."""
    jwk: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(
        private_key(name).public_key(), as_dict=True
    )
    return jwk | {"kid": name, "use": "sig", "alg": "RS256"}


class Issuer:
    """Serves keys, fails on demand, and counts its requests."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.answer: httpx2.Response | None = None
        self.is_down = False
        self.asked = 0

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        """Respond to a request for the keys."""
        self.asked += 1
        if self.is_down:
            raise httpx2.ConnectError("nobody there", request=request)
        keys = {"keys": [public_jwk(name) for name in self.names]}
        answer = self.answer or httpx2.Response(200, json=keys)
        if not answer.is_stream_consumed:
            return answer
        # As a stream, as from a network.
        return httpx2.Response(answer.status_code, stream=httpx2.ByteStream(answer.content))

    def client(self) -> httpx2.AsyncClient:
        """Return a client of this issuer."""
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self.respond))


def with_test_issuer(backends: Backends, settings: Settings) -> Backends:
    """Return the backends with an issuer of the key `first`, and without DNS."""
    tokens = TokenVerifier(KeyCache(settings.keys_url, Issuer("first").client()), RULES)
    feeds = FeedReader(Fetcher(resolve=resolve_numbers))
    return replace(backends, tokens=tokens, feeds=feeds)


def claims(clerk_id: str = "user_ada", **changes: Any) -> dict[str, Any]:
    """Return the claims of a valid token; a change to `None` removes a claim."""
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
    """Return a token with these claims, signed with a key, with its ID or another one."""
    headers = {"kid": key if kid is None else kid}
    return jwt.encode(dict(payload), private_key(key), algorithm="RS256", headers=headers)


def bearer(clerk_id: str) -> dict[str, str]:
    """Return the headers of a request by this user."""
    return {"Authorization": f"Bearer {token(claims(clerk_id))}"}


def delivery_headers(
    body: str,
    *,
    delivery_id: str | None = None,
    at: dt.datetime | None = None,
    secret: str = WEBHOOK_SECRET,
) -> dict[str, str]:
    """Return the headers of a webhook with this body, signed like Svix does."""
    delivery_id = delivery_id or f"msg_{uuid4().hex}"
    at = at or dt.datetime.now(dt.UTC)
    return {
        "svix-id": delivery_id,
        "svix-timestamp": str(int(at.timestamp())),
        "svix-signature": Webhook(secret).sign(delivery_id, at, body),
        "content-type": "application/json",
    }


def user_event(kind: str, clerk_id: str, **changes: Any) -> str:
    """Return an event about a user, in Clerk's format."""
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
