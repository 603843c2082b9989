# A dependency opens a client for each request.
# into: app/utils/http.py
from collections.abc import AsyncIterator

import aiohttp


async def get_http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
