"""The keys of the issuer: when they are fetched, and how failures are handled."""

import asyncio
from collections.abc import AsyncGenerator

import httpx2
import pytest

from app.auth.keys import (
    COOLDOWN_SECONDS,
    FRESH_SECONDS,
    MAX_BYTES,
    RETRY_SECONDS,
    KeyCache,
    read_keys,
)
from tests.clerk import KEYS_URL, Issuer, private_key, public_jwk


class Clock:
    """A clock that tests advance."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture
def keys(issuer: Issuer, clock: Clock) -> KeyCache:
    return KeyCache(KEYS_URL, issuer.client(), clock)


async def test_a_key_is_fetched_once(keys: KeyCache, issuer: Issuer) -> None:
    found = [await keys.get("first") for _ in range(3)]

    expected = private_key("first").public_key().public_numbers()
    assert [key and key.public_numbers() for key in found] == [expected] * 3
    assert issuer.asked == 1


async def test_concurrent_requests_fetch_once(keys: KeyCache, issuer: Issuer) -> None:
    found = await asyncio.gather(*(keys.get("first") for _ in range(50)))

    assert None not in found
    assert issuer.asked == 1


async def test_a_new_key_is_fetched_at_once(keys: KeyCache, issuer: Issuer) -> None:
    await keys.get("first")
    issuer.names.append("second")

    found = await asyncio.gather(*(keys.get("second") for _ in range(10)))

    assert None not in found
    assert issuer.asked == 2


async def test_a_withdrawn_key_is_valid_until_the_cache_is_stale(
    keys: KeyCache, issuer: Issuer, clock: Clock
) -> None:
    await keys.get("first")
    issuer.names = ["second"]
    assert await keys.get("first") is not None

    clock.now += FRESH_SECONDS

    assert await keys.get("first") is None


async def test_a_flood_of_unknown_keys_reaches_the_issuer_once(
    keys: KeyCache, issuer: Issuer, clock: Clock
) -> None:
    await keys.get("first")

    flood = [await keys.get(f"invented-{number}") for number in range(100)]

    assert flood == [None] * 100
    assert issuer.asked == 2
    clock.now += COOLDOWN_SECONDS
    assert await keys.get("one more") is None
    assert issuer.asked == 3


async def test_known_keys_are_not_affected_by_a_flood(keys: KeyCache, issuer: Issuer) -> None:
    await keys.get("first")
    await asyncio.gather(*(keys.get(f"invented-{number}") for number in range(100)))

    assert await keys.get("first") is not None
    assert issuer.asked == 2


async def test_old_keys_stay_valid_while_the_issuer_is_down(
    keys: KeyCache, issuer: Issuer, clock: Clock
) -> None:
    await keys.get("first")
    issuer.is_down = True
    clock.now += FRESH_SECONDS

    assert await keys.get("first") is not None
    assert await keys.get("first") is not None
    assert issuer.asked == 2

    clock.now += RETRY_SECONDS
    assert await keys.get("first") is not None
    assert issuer.asked == 3


async def test_requests_with_a_known_key_do_not_wait(
    keys: KeyCache, issuer: Issuer, clock: Clock
) -> None:
    await keys.get("first")
    clock.now += FRESH_SECONDS

    found = await asyncio.gather(*(keys.get("first") for _ in range(10)))

    assert None not in found
    assert issuer.asked == 2


async def test_without_keys_and_without_the_issuer_there_is_no_key(
    keys: KeyCache, issuer: Issuer, clock: Clock
) -> None:
    issuer.is_down = True

    assert [await keys.get("first") for _ in range(20)] == [None] * 20
    # One fetch because the cache is empty, and one because this key is unknown.
    assert issuer.asked == 2

    issuer.is_down = False
    clock.now += RETRY_SECONDS
    assert await keys.get("first") is not None


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(500),
        httpx2.Response(302, headers={"location": "https://elsewhere.example.com"}),
        httpx2.Response(200, text="<html>"),
        httpx2.Response(200, json=["keys"]),
        httpx2.Response(200, json={"keys": []}),
        httpx2.Response(200, json={"keys": ["first"]}),
        httpx2.Response(200, json={"keys": [{"kty": "oct", "kid": "first", "k": "c2VjcmV0"}]}),
    ],
    ids=["error", "redirect", "html", "list", "empty", "text", "another kind"],
)
async def test_a_response_without_keys_removes_none(
    keys: KeyCache, issuer: Issuer, clock: Clock, answer: httpx2.Response
) -> None:
    await keys.get("first")
    issuer.answer = answer
    clock.now += FRESH_SECONDS

    assert await keys.get("first") is not None
    assert issuer.asked == 2


async def test_a_cancelled_fetch_does_not_block_the_next_one(issuer: Issuer) -> None:
    begun = asyncio.Event()
    answers = [asyncio.Event(), asyncio.Event()]

    async def respond_slowly(request: httpx2.Request) -> httpx2.Response:
        begun.set()
        await answers[issuer.asked].wait()
        return issuer.respond(request)

    client = httpx2.AsyncClient(transport=httpx2.MockTransport(respond_slowly))
    keys = KeyCache(KEYS_URL, client)
    first = asyncio.create_task(keys.get("first"))
    await begun.wait()
    second = asyncio.create_task(keys.get("first"))

    first.cancel()
    answers[0].set()

    assert await second is not None
    assert issuer.asked == 1
    await keys.aclose()
    assert client.is_closed


def test_only_rsa_keys_with_an_id_are_read() -> None:
    nameless = {name: value for name, value in public_jwk("second").items() if name != "kid"}
    secret = {"kty": "oct", "kid": "shared", "k": "c2VjcmV0"}

    keys = read_keys({"keys": [public_jwk("first"), nameless, secret]})

    assert list(keys) == ["first"]


async def test_a_response_that_is_too_large_is_refused() -> None:
    issuer = Issuer("first")
    issuer.answer = httpx2.Response(200, stream=httpx2.ByteStream(b" " * (MAX_BYTES + 1)))

    assert await KeyCache(KEYS_URL, issuer.client()).get("first") is None


async def test_an_endless_response_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.auth.keys.TIMEOUT_SECONDS", 0.01)

    async def drip() -> AsyncGenerator[bytes]:
        while True:
            await asyncio.sleep(0.001)
            yield b" "

    issuer = Issuer("first")
    issuer.answer = httpx2.Response(200, content=drip())

    assert await KeyCache(KEYS_URL, issuer.client()).get("first") is None
