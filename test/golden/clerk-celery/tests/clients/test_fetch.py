"""Fetching URLs from users: checks, limits and conditional requests."""

import asyncio
import gzip
from ipaddress import ip_address

import httpx2
import pytest

from app.clients.errors import ClientError
from app.clients.fetch import Address, Fetcher, UnsafeUrlError, Validators
from tests.clients.web import OTHER_PUBLIC, PUBLIC, Web, resolve_numbers
from tests.servers import raw_server

URL = "https://feeds.example/news"


@pytest.fixture
def web() -> Web:
    return Web()


async def test_the_connection_goes_to_the_checked_address_with_the_name_of_the_host(
    web: Web,
) -> None:
    web.page(URL, content=b"news")

    fetched = await web.fetcher().get(f"{URL}?q=1#part")

    assert fetched is not None
    assert (fetched.url, fetched.body) == (f"{URL}?q=1", b"news")
    [request] = web.requests
    assert request.url == f"https://{PUBLIC}/news?q=1"
    assert request.headers["Host"] == "feeds.example"
    assert request.headers["Connection"] == "close"
    assert request.extensions["sni_hostname"] == "feeds.example"


async def test_international_names_and_ipv6_are_supported(web: Web) -> None:
    web.hosts["xn--bcher-kva.example"] = [OTHER_PUBLIC]
    web.page("http://xn--bcher-kva.example/")

    await web.fetcher().get("http://bücher.example")

    assert web.requests[0].url.host == OTHER_PUBLIC
    assert web.requests[0].extensions["sni_hostname"] == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feeds.example/news",
        "//feeds.example",
        "file:///etc/passwd",
        "ftp://feeds.example",
        "gopher://feeds.example",
        "https://",
        "https://me:secret@feeds.example",
        "https://me@feeds.example",
        "https://feeds.example:22",
        "http://feeds.example:6379",
        "https://feeds.example:99999",
        "https://[::1",
        "https://feeds.example/\x00",
    ],
)
async def test_only_plain_http_urls_are_fetched(web: Web, url: str) -> None:
    with pytest.raises(UnsafeUrlError) as caught:
        await web.fetcher().get(url)

    assert not web.requests
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], [PUBLIC, "192.168.0.1"], []],
)
async def test_a_host_with_a_private_address_is_not_fetched(web: Web, addresses: list[str]) -> None:
    web.hosts["feeds.example"] = addresses

    with pytest.raises(UnsafeUrlError, match="not on the internet"):
        await web.fetcher().get(URL)

    assert not web.requests


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "localhost"]
)
async def test_this_machine_is_not_fetched_by_any_name(host: str) -> None:
    with pytest.raises(UnsafeUrlError):
        await Fetcher().get(f"http://{host}/")


async def test_a_url_is_checked_without_being_fetched(web: Web) -> None:
    web.hosts |= {"inside.example": ["10.0.0.1"]}

    await web.fetcher().check(URL)
    with pytest.raises(UnsafeUrlError):
        await web.fetcher().check("https://inside.example/")

    assert not web.requests


async def test_a_name_that_cannot_be_resolved_is_accepted_by_check() -> None:
    await Fetcher(resolve=resolve_numbers).check(URL)


async def test_a_redirect_is_followed(web: Web) -> None:
    web.page("http://feeds.example/old", 302, location="/news")
    web.page("http://feeds.example/news", 302, location=URL)
    web.page(URL, content=b"news")

    fetched = await web.fetcher().get("http://feeds.example/old")

    assert fetched is not None
    assert (fetched.url, fetched.body) == (URL, b"news")


@pytest.mark.parametrize(
    "place", ["http://localhost/", "http://inside.example/", "file:///etc/passwd", "http://[::1"]
)
async def test_a_redirect_is_checked(web: Web, place: str) -> None:
    web.hosts |= {"localhost": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    web.page(URL, 302, location=place)

    with pytest.raises(UnsafeUrlError):
        await web.fetcher().get(URL)

    assert len(web.requests) == 1


async def test_a_host_is_resolved_again_for_each_redirect(web: Web) -> None:
    answers = iter([PUBLIC, "127.0.0.1"])

    async def resolve(_host: str, _port: int) -> list[Address]:
        return [ip_address(next(answers))]

    web.page(URL, 302, location=URL)

    with pytest.raises(UnsafeUrlError):
        await web.fetcher(resolve=resolve).get(URL)

    assert [request.url.host for request in web.requests] == [PUBLIC]


async def test_the_number_of_redirects_is_limited(web: Web) -> None:
    web.page(URL, 302, location=URL)

    with pytest.raises(ClientError, match="too many redirects"):
        await web.fetcher().get(URL)

    assert len(web.requests) == 6


async def test_a_known_version_is_not_fetched_again(web: Web) -> None:
    web.page(URL, etag='"1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
    fetched = await web.fetcher().get(URL)
    assert fetched is not None
    assert fetched.validators == Validators('"1"', "Mon, 02 Nov 2026 10:00:00 GMT")
    assert "If-None-Match" not in web.requests[0].headers

    web.page(URL, 304)

    assert await web.fetcher().get(URL, fetched.validators) is None
    headers = web.requests[1].headers
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize("body", [b"x" * 101, b"x" * 5000])
@pytest.mark.parametrize("packed", [True, False])
async def test_a_body_that_is_too_large_is_refused(web: Web, body: bytes, *, packed: bool) -> None:
    content = gzip.compress(body) if packed else body
    web.page(URL, content=content, content_encoding="gzip" if packed else "identity")

    with pytest.raises(ClientError, match="too large"):
        await web.fetcher(most_bytes=100).get(URL)


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "identity"])
async def test_a_body_of_the_maximum_size_is_read(web: Web, packing: str) -> None:
    body = b"x" * 100
    content = body if packing == "identity" else gzip.compress(body)
    web.page(URL, content=content, content_encoding=packing)

    fetched = await web.fetcher(most_bytes=100).get(URL)

    assert fetched is not None
    assert fetched.body == body


@pytest.mark.parametrize(
    ("packing", "content", "told"),
    [
        ("br", b"x", "unsupported"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x")), "unsupported"),
        ("gzip", b"no gzip", "invalid gzip"),
        ("gzip", gzip.compress(b"x" * 50)[:-9], "incomplete response"),
    ],
)
async def test_a_body_with_an_invalid_encoding_is_refused(
    web: Web, packing: str, content: bytes, told: str
) -> None:
    web.page(URL, content=content, content_encoding=packing)

    with pytest.raises(ClientError, match=told):
        await web.fetcher().get(URL)


@pytest.mark.parametrize(("status", "transient"), [(404, False), (204, False), (503, True)])
async def test_another_status_is_an_error(web: Web, status: int, *, transient: bool) -> None:
    web.page(URL, status, retry_after="60")

    with pytest.raises(ClientError, match=str(status)) as caught:
        await web.fetcher().get(URL)

    assert (caught.value.transient, caught.value.retry_after) == (transient, 60)


class PortTransport(httpx2.AsyncHTTPTransport):
    """Connects to the port of a test's server instead of port 80."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = request.url.copy_with(port=self._port)
        return await super().handle_async_request(request)


async def fetch_from(port: int, *, seconds: float) -> object:
    """Fetch from a server on this machine, which only tests may do."""
    fetcher = Fetcher(is_allowed=lambda _: True, transport=PortTransport(port), seconds=seconds)
    return await fetcher.get("http://127.0.0.1/")


async def test_an_endless_response_times_out() -> None:
    gone = asyncio.Event()

    async def begin(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nnews")
        await writer.drain()
        await gone.wait()

    async with raw_server(begin) as server:
        with pytest.raises(ClientError, match="no response in time") as caught:
            await fetch_from(server.port, seconds=0.05)
        gone.set()

    assert caught.value.transient
    assert b"Host: 127.0.0.1\r\n" in server.requests[0]


async def test_a_broken_connection_is_an_error() -> None:
    async def break_off(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnews")

    async with raw_server(break_off) as server:
        with pytest.raises(ClientError, match="connection failed") as caught:
            await fetch_from(server.port, seconds=5)

    assert caught.value.transient


async def test_a_host_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ClientError, match="connection failed"):
        await Fetcher().get("http://no-such-host.invalid/")
