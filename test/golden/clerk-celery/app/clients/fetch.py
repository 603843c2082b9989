"""Fetches URLs from users, with protection against server-side request forgery.

The host is resolved here, all of its addresses are checked, and the connection goes to a checked
address, so DNS rebinding has no effect. Each redirect is checked in the same way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address

import httpx2

from app.clients.addresses import is_public, resolve
from app.clients.answers import check_status
from app.clients.body import read_body
from app.clients.errors import ClientError
from app.clients.tls import trusted

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Iterable[Address]]]

PORTS = {"http": 80, "https": 443}
REDIRECTS = 5
SECONDS = 15.0
RESOLVE_SECONDS = 2.0
BYTES = 2 * 1024 * 1024
USER_AGENT = "Mozilla/5.0 (compatible; feed reader)"


class UnsafeUrlError(ClientError):
    """The URL does not lead to the public internet."""


@dataclass(frozen=True, slots=True)
class Validators:
    """`ETag` and `Last-Modified` of a known version, for conditional requests."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched body, and its URL after redirects."""

    url: str
    body: bytes = field(repr=False)
    validators: Validators


class Fetcher:
    """Fetches URLs from users. It tries once: the caller decides about retries.

    Args:
        resolve: Returns the addresses of a host.
        is_allowed: Returns whether to connect to an address.
        transport: Replaces the network, for tests.
        seconds: The timeout in total, including redirects.
        most_bytes: The maximum size of a body after decompression.
    """

    def __init__(
        self,
        *,
        resolve: Resolve = resolve,
        is_allowed: Callable[[Address], bool] = is_public,
        transport: httpx2.AsyncBaseTransport | None = None,
        seconds: float = SECONDS,
        most_bytes: int = BYTES,
    ) -> None:
        self._resolve = resolve
        self._is_allowed = is_allowed
        self._transport = transport
        self._seconds = seconds
        self._most_bytes = most_bytes

    async def get(self, url: str, known: Validators = NOTHING_KNOWN) -> Fetched | None:
        """Return the body of a URL; `None` if the known version is still current.

        Raises:
            UnsafeUrlError: if the URL, or a redirect, does not lead to the public internet.
            ClientError: for all other failures.
        """
        # Without a client, which would keep cookies, and log the URL with its secrets.
        transport = self._transport or httpx2.AsyncHTTPTransport(verify=trusted(), trust_env=False)
        try:
            async with asyncio.timeout(self._seconds), transport:
                return await self._follow(transport, parse(url), known)
        except (TimeoutError, httpx2.TimeoutException):
            raise ClientError("no response in time", transient=True) from None
        except (OSError, httpx2.TransportError):
            raise ClientError("the connection failed", transient=True) from None

    async def check(self, url: str) -> None:
        """Raise `UnsafeUrlError` if the URL must not be fetched.

        A host that cannot be resolved now is accepted, because `get` checks it again.
        """
        parsed = parse(url)
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(RESOLVE_SECONDS):
                await self._request(parsed, NOTHING_KNOWN)

    async def _follow(
        self, transport: httpx2.AsyncBaseTransport, url: httpx2.URL, known: Validators
    ) -> Fetched | None:
        for _ in range(REDIRECTS + 1):
            request = await self._request(url, known)
            response = await transport.handle_async_request(request)
            try:
                if response.status_code == httpx2.codes.NOT_MODIFIED:
                    return None
                if not response.has_redirect_location:
                    check_status(response)
                    body = await read_body(response, most_bytes=self._most_bytes)
                    return Fetched(str(url), body, validators_of(response))
            finally:
                await response.aclose()
            url = parse(response.headers["Location"], base=url)
        raise ClientError("too many redirects")

    async def _request(self, url: httpx2.URL, known: Validators) -> httpx2.Request:
        """Return a request to a checked address, with the host in its headers."""
        host = url.raw_host.decode("ascii")
        addresses = list(await self._resolve(host, PORTS[url.scheme]))
        if not addresses or not all(map(self._is_allowed, addresses)):
            raise UnsafeUrlError("the host is not on the internet")
        return httpx2.Request(
            "GET",
            url.copy_with(host=str(addresses[0])),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": USER_AGENT,
                "Accept-Encoding": "gzip",
                # Another host may have the same address, but needs its own TLS handshake.
                "Connection": "close",
                **known.headers,
            },
            # The certificate is checked against this name too.
            extensions={"sni_hostname": host},
        )


def parse(text: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """Return a URL that may be fetched, without its fragment.

    Raises:
        UnsafeUrlError: if the URL must not be fetched.
    """
    try:
        url = httpx2.URL(text) if base is None else base.join(text)
    except (httpx2.InvalidURL, ValueError):
        raise UnsafeUrlError("this is not a URL") from None
    if url.scheme not in PORTS or not url.host:
        raise UnsafeUrlError("only http and https are allowed")
    if url.userinfo:
        raise UnsafeUrlError("a URL must not contain a user or password")
    if url.port not in {None, *PORTS.values()}:
        raise UnsafeUrlError("only the ports 80 and 443 are allowed")
    return url.copy_with(fragment=None)


def validators_of(response: httpx2.Response) -> Validators:
    """Return the validators of a response."""
    headers = response.headers
    return Validators(headers.get("ETag", ""), headers.get("Last-Modified", ""))
