# A few things, one after the other, and a stream of text.
# into: app/services/rounds.py
from collections.abc import AsyncIterator, Sequence


async def price(name: str) -> int:
    return len(name)


async def prices(names: Sequence[str]) -> list[int]:
    found: list[int] = []
    for name in names:
        found.append(await price(name))
    return found


async def text(pieces: AsyncIterator[str]) -> str:
    parts: list[str] = []
    async for piece in pieces:
        parts.append(piece)
    return "".join(parts)


async def lengths(names: Sequence[str]) -> list[int]:
    return [await price(name) for name in names]
