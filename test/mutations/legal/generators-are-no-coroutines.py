# An asynchronous generator and a context are used without `await`.
# into: app/services/streams.py
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager


async def numbers() -> AsyncIterator[int]:
    for number in (1, 2):
        yield number


@asynccontextmanager
async def opened(name: str) -> AsyncGenerator[str]:
    yield name


async def total() -> int:
    stream = numbers()
    async with opened("a") as name:
        return sum([number async for number in stream]) + len(name)
