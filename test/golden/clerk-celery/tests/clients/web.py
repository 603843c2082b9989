"""A fake web for tests: hosts with addresses and responses."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

import httpx2

from app.clients.fetch import Address, Fetcher

PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


async def resolve_numbers(host: str, _port: int) -> Iterable[Address]:
    """Return the address if a host is one; names are not resolved."""
    try:
        return [ip_address(host)]
    except ValueError:
        raise OSError("names are not resolved in tests") from None


class Web:
    """Responds to requests by host and path, and records them."""

    def __init__(self) -> None:
        self.hosts: dict[str, list[str]] = {"feeds.example": [PUBLIC]}
        self.pages: dict[str, Callable[[httpx2.Request], httpx2.Response]] = {}
        self.requests: list[httpx2.Request] = []

    def page(self, url: str, status: int = 200, content: bytes = b"", **headers: str) -> None:
        """Set the response of a URL; header names are written with underscores."""

        def answer(_request: httpx2.Request) -> httpx2.Response:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return httpx2.Response(status, headers=named, stream=httpx2.ByteStream(content))

        self.pages[url] = answer

    async def resolve(self, host: str, _port: int) -> Iterable[Address]:
        """Return the addresses of a host."""
        return [ip_address(address) for address in self.hosts[host]]

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """Respond to a request to an address, by the host in its headers."""
        self.requests.append(request)
        url = f"{request.url.scheme}://{request.headers['Host']}{request.url.path}"
        return self.pages[url](request)

    def fetcher(self, **limits: Any) -> Fetcher:
        """Return a fetcher of this web."""
        transport = httpx2.MockTransport(self.answer)
        return Fetcher(**{"resolve": self.resolve, "transport": transport, **limits})
