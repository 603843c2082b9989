"""Getting what a user's URL names, without becoming their way into our own network.

The name is resolved here, every address is checked, and the connection goes to a checked address:
a name that means something else a moment later changes nothing. Each redirect is checked anew.
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
    """The URL is not one of the public internet."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version that we have; sent back, it saves sending it again."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """How to ask whether there is a newer version."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there, at which URL in the end."""

    url: str
    body: bytes = field(repr=False)
    validators: Validators


class Fetcher:
    """Gets URLs that users gave. It tries once: the caller decides about retries.

    Args:
        resolve: Returns the addresses of a host.
        is_allowed: Tells whether to connect to an address.
        transport: What makes the requests, if not the network.
        seconds: How long everything may take, redirects included.
        most_bytes: How large a body may be, after it was unpacked.
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
        """Return what a URL names; nothing if it is the version that is known.

        Raises:
            UnsafeUrlError: if the URL, or one that it redirects to, is not one of the internet's.
            ClientError: for all else that goes wrong.
        """
        # No client around it: that keeps cookies, and logs the URL, which may have a secret in it.
        transport = self._transport or httpx2.AsyncHTTPTransport(verify=trusted(), trust_env=False)
        try:
            async with asyncio.timeout(self._seconds), transport:
                return await self._follow(transport, parse(url), known)
        except (TimeoutError, httpx2.TimeoutException):
            raise ClientError("no answer in time", transient=True) from None
        except (OSError, httpx2.TransportError):
            raise ClientError("the connection failed", transient=True) from None

    async def check(self, url: str) -> None:
        """Raise `UnsafeUrlError` for a URL that is never fetched, as far as that is known now.

        A host whose name cannot be resolved at the moment is not refused: `get` will see.
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
        """Return a request that goes to a checked address, and names the host all the same."""
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
                # The next host may have the same address, and wants its own handshake.
                "Connection": "close",
                **known.headers,
            },
            # Also the name that the certificate has to be for.
            extensions={"sni_hostname": host},
        )


def parse(text: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """Return a URL that may be fetched, without its fragment.

    Raises:
        UnsafeUrlError: if it is none.
    """
    try:
        url = httpx2.URL(text) if base is None else base.join(text)
    except (httpx2.InvalidURL, ValueError):
        raise UnsafeUrlError("this is no URL") from None
    if url.scheme not in PORTS or not url.host:
        raise UnsafeUrlError("only http and https are fetched")
    if url.userinfo:
        raise UnsafeUrlError("a URL must not carry a password")
    if url.port not in {None, *PORTS.values()}:
        raise UnsafeUrlError("only the ports 80 and 443 are fetched")
    return url.copy_with(fragment=None)


def validators_of(response: httpx2.Response) -> Validators:
    """Return what a server says of the version that it sends."""
    headers = response.headers
    return Validators(headers.get("ETag", ""), headers.get("Last-Modified", ""))
