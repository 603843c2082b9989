"""The requests of each provider, and how it handles valid and invalid responses."""

import asyncio
import gzip
import json

import httpx2
import pytest

from app.clients.errors import ClientError
from app.clients.llm.openai import ChatCompletions
from app.clients.llm.port import Completion, Prompt
from app.clients.llm.stream import MAX_BYTES
from tests.clients.llm.providers import (
    ANTHROPIC_EVENTS,
    HEAD,
    KEY,
    OPENAI_EVENTS,
    OPENAI_STREAM,
    PROVIDERS,
    answering,
    events,
    stream,
)
from tests.servers import raw_server

PROMPT = Prompt("What is the answer?", system="Be brief.", max_tokens=10)
EVENT_STREAM = {"Content-Type": "text/event-stream"}
GZIPPED = gzip.compress(OPENAI_STREAM.encode())


@pytest.fixture(params=PROVIDERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def ask(name: str, answer: httpx2.Response) -> Completion:
    """Return the completion of a provider for a response."""
    make, _ = PROVIDERS[name]
    async with answering(lambda _: answer) as http:
        return await make(http).complete(PROMPT)


async def test_a_response_is_assembled_from_its_events(name: str) -> None:
    completion = await ask(name, events(PROVIDERS[name][1]))

    assert completion == Completion("forty-two", 7, 2, name)


@pytest.mark.parametrize(
    ("name", "url", "header", "body"),
    [
        (
            "openai",
            "https://api.openai.com/v1/chat/completions",
            ("Authorization", f"Bearer {KEY}"),
            {
                "messages": [
                    {"role": "system", "content": "Be brief."},
                    {"role": "user", "content": "What is the answer?"},
                ],
                "max_completion_tokens": 10,
                "stream_options": {"include_usage": True},
            },
        ),
        (
            "anthropic",
            "https://api.anthropic.com/v1/messages",
            ("X-Api-Key", KEY),
            {
                "messages": [{"role": "user", "content": "What is the answer?"}],
                "max_tokens": 10,
                "system": "Be brief.",
            },
        ),
    ],
)
async def test_the_request_has_the_format_of_the_provider(
    name: str, url: str, header: tuple[str, str], body: dict[str, object]
) -> None:
    make, answer = PROVIDERS[name]
    asked: list[httpx2.Request] = []

    def keep(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return events(answer)

    async with answering(keep) as http:
        await make(http).complete(PROMPT)

    [request] = asked
    assert request.url == url
    assert request.headers[header[0]] == header[1]
    assert json.loads(request.content) == body | {"model": "some-model", "stream": True}


async def test_a_compatible_server_needs_no_key_and_tokens_are_estimated() -> None:
    asked: list[httpx2.Request] = []

    def keep(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return events(stream(OPENAI_EVENTS[:3], end="data: [DONE]\n\n"))

    async with answering(keep) as http:
        provider = ChatCompletions(
            "compatible", http, url="http://llm/v1/", key="", model="m", limit_field="max_tokens"
        )
        completion = await provider.complete(Prompt("four bytes"))

    assert completion == Completion("forty-two", 4, 3, "compatible")
    assert asked[0].url == "http://llm/v1/chat/completions"
    assert "Authorization" not in asked[0].headers
    body = json.loads(asked[0].content)
    assert (body["max_tokens"], len(body["messages"])) == (1024, 1)


@pytest.mark.parametrize(
    ("status", "transient"),
    [(400, False), (401, False), (404, False), (429, True), (500, True), (503, True), (529, True)],
)
async def test_an_error_status_is_transient_or_not(
    name: str, status: int, *, transient: bool
) -> None:
    with pytest.raises(ClientError, match=str(status)) as caught:
        await ask(name, httpx2.Response(status, text="What is the answer?"))

    assert (caught.value.transient, caught.value.retry_after) == (transient, None)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("-1", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("²", None)],
)
async def test_retry_after_is_read_from_the_response(
    name: str, header: str, seconds: float | None
) -> None:
    with pytest.raises(ClientError) as caught:
        await ask(name, httpx2.Response(429, headers={b"Retry-After": header.encode()}))

    assert (caught.value.transient, caught.value.retry_after) == (True, seconds)


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.9])
async def test_an_incomplete_response_is_an_error(name: str, cut: float) -> None:
    whole = PROVIDERS[name][1]

    with pytest.raises(ClientError, match="incomplete response") as caught:
        await ask(name, events(whole[: int(len(whole) * cut)] + "\n\n"))

    assert caught.value.transient


async def test_a_page_instead_of_a_stream_is_an_error(name: str) -> None:
    with pytest.raises(ClientError, match="not an event stream") as caught:
        await ask(name, httpx2.Response(200, html="<h1>Log in</h1>"))

    assert not caught.value.transient


@pytest.mark.parametrize(
    ("name", "event", "transient"),
    [
        ("openai", {"error": {"message": "What is the answer?"}}, True),
        ("anthropic", {"type": "error", "error": {"type": "overloaded_error"}}, True),
        ("anthropic", {"type": "error", "error": {"type": "invalid_request_error"}}, False),
    ],
)
async def test_an_error_within_the_response_is_raised(
    name: str, event: object, *, transient: bool
) -> None:
    beginning = OPENAI_EVENTS[:2] if name == "openai" else ANTHROPIC_EVENTS[:3]

    with pytest.raises(ClientError, match="within the response") as caught:
        await ask(name, events(stream([*beginning, event])))

    assert caught.value.transient is transient


async def ask_server(url: str) -> Completion:
    """Call a server on this machine, with a short read timeout."""
    async with httpx2.AsyncClient(timeout=httpx2.Timeout(5, read=0.05)) as http:
        return await ChatCompletions("openai", http, url=url, key=KEY, model="m").complete(PROMPT)


async def test_a_broken_connection_is_an_error() -> None:
    async def break_off(writer: asyncio.StreamWriter) -> None:
        head = HEAD.replace("Connection: close", "Content-Length: 100000")
        writer.write((head + OPENAI_STREAM[:100]).encode())
        await writer.drain()

    async with raw_server(break_off) as server:
        with pytest.raises(ClientError, match="connection failed") as caught:
            await ask_server(server.url)

    assert caught.value.transient


async def test_a_silent_stream_times_out() -> None:
    gone = asyncio.Event()

    async def fall_silent(writer: asyncio.StreamWriter) -> None:
        writer.write((HEAD + OPENAI_STREAM[:100]).encode())
        await writer.drain()
        await gone.wait()

    async with raw_server(fall_silent) as server:
        with pytest.raises(ClientError, match="no response in time") as caught:
            await ask_server(server.url)
        gone.set()

    assert caught.value.transient


async def test_an_unreachable_server_is_a_failed_connection() -> None:
    with pytest.raises(ClientError, match="connection failed") as caught:
        await ask_server("http://127.0.0.1:1")

    assert caught.value.transient


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b": nothing\n" * (MAX_BYTES // 10 + 1)),
        ({"Content-Encoding": "gzip"}, GZIPPED),
    ],
    ids=["too large", "packed"],
)
async def test_a_large_or_compressed_response_is_refused(
    name: str, headers: dict[str, str], body: bytes
) -> None:
    answer = httpx2.Response(200, headers=EVENT_STREAM | headers, stream=httpx2.ByteStream(body))

    with pytest.raises(ClientError):
        await ask(name, answer)
