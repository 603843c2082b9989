# What a repository streams is put together again.
# into: app/services/rounds.py
from collections.abc import AsyncIterator, Sequence


async def read() -> AsyncIterator[Sequence[int]]:
    yield [1]


async def run() -> list[int]:
    rows: list[int] = []
    async for batch in read():
        rows.extend(batch)
    return rows
