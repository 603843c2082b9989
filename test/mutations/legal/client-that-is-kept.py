# Made once, with a limit, and handed to who asks; what is kept on an object is kept.
# profiles: layered, api-v1
# into: app/utils/rates.py
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache

import httpx2

LIMIT = httpx2.Timeout(10, connect=5)
PATIENCE_SECONDS = 5


class Rates:
    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def start(self) -> None:
        self._client = httpx2.AsyncClient(timeout=LIMIT)

    async def current(self) -> str:
        return (await self._client.get("/rates", timeout=PATIENCE_SECONDS)).text


@asynccontextmanager
async def open_rates() -> AsyncGenerator[Rates]:
    async with httpx2.AsyncClient(timeout=LIMIT) as client:
        yield Rates(client)


@cache
def shared() -> httpx2.AsyncClient:
    return httpx2.AsyncClient()


async def current() -> str:
    return await Rates(shared()).current()
