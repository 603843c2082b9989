"""The public keys of the issuer, fetched on demand and cached."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx2
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from app.clients.body import read_body
from app.clients.errors import ClientError

# Clerk rarely rotates its keys, and an unknown key is fetched at once.
FRESH_SECONDS = 3600.0
# How long to wait after a failed fetch.
RETRY_SECONDS = 30.0
# Minimum interval between fetches of unknown keys: invented key IDs must not flood the issuer.
COOLDOWN_SECONDS = 30.0
TIMEOUT_SECONDS = 3.0
MAX_BYTES = 262_144


class KeyCache:
    """Caches the keys of a JSON Web Key Set by key ID.

    Keys are fetched again when they are stale, and for an unknown ID at most every
    `COOLDOWN_SECONDS`. If the issuer does not respond, the old keys stay valid.

    Args:
        url: The URL of the key set.
        client: The HTTP client, which the cache closes.
        clock: A monotonic clock in seconds.
    """

    def __init__(
        self,
        url: str,
        client: httpx2.AsyncClient,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._client = client
        self._clock = clock
        self._keys: Mapping[str, RSAPublicKey] = {}
        self._fresh_until = float("-inf")
        self._forced_until = float("-inf")
        # Counts fetches, so that a task that waited for one does not fetch again.
        self._generation = 0
        self._lock = asyncio.Lock()
        self._log = structlog.get_logger("auth.keys")

    async def get(self, key_id: str) -> RSAPublicKey | None:
        """Return the key with this ID; `None` if the issuer has none, or does not respond."""
        generation = self._generation
        if self._clock() >= self._fresh_until:
            # One task fetches for all; tasks with a known key do not wait.
            if key_id not in self._keys or not self._lock.locked():
                await self._refresh(generation)
        elif key_id not in self._keys:
            await self._refresh(generation, forced=True)
        return self._keys.get(key_id)

    async def aclose(self) -> None:
        """Close the connections to the issuer."""
        await self._client.aclose()

    async def _refresh(self, seen: int, *, forced: bool = False) -> None:
        async with self._lock:
            now = self._clock()
            if self._generation != seen or (forced and now < self._forced_until):
                return
            if forced:
                self._forced_until = now + COOLDOWN_SECONDS
            try:
                self._keys = await self._fetch()
                self._fresh_until = now + FRESH_SECONDS
            except (httpx2.HTTPError, ClientError, OSError, ValueError) as error:
                self._fresh_until = now + RETRY_SECONDS
                self._log.warning("keys not fetched", url=self._url, error=repr(error))
            self._generation += 1

    async def _fetch(self) -> Mapping[str, RSAPublicKey]:
        # The client's timeout is per read, this one is for the whole response.
        async with asyncio.timeout(TIMEOUT_SECONDS):
            async with self._client.stream(
                "GET", self._url, headers={"Accept-Encoding": "gzip"}, timeout=TIMEOUT_SECONDS
            ) as response:
                response.raise_for_status()
                body = await read_body(response, most_bytes=MAX_BYTES)
        return read_keys(json.loads(body))


def read_keys(document: Any) -> Mapping[str, RSAPublicKey]:  # noqa: ANN401 - any JSON
    """Return the RSA keys of a JSON Web Key Set by ID; other types of keys are skipped.

    Raises:
        ValueError: if the document is not a key set, or has no RSA key.
    """
    try:
        found = {each.key_id: each.key for each in jwt.PyJWKSet.from_dict(document).keys}
    except (jwt.PyJWTError, AttributeError, TypeError) as error:
        raise ValueError("the issuer does not serve a key set") from error
    keys = {name: key for name, key in found.items() if name and isinstance(key, RSAPublicKey)}
    if not keys:
        raise ValueError("the issuer serves no RSA key")
    return keys
