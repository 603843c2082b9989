# Whoever calls the lambda awaits; several names get several results.
# into: app/services/lambdas.py
"""What is made later."""

import asyncio
from collections.abc import Awaitable, Callable


async def find(name: str) -> str:
    """Return a name."""
    return name


async def later(make: Callable[[], Awaitable[str]]) -> str:
    """Return what is made."""
    return await make()


async def both() -> str:
    """Return two."""
    first, second = find("a"), find("b")
    one, two = await asyncio.to_thread(lambda: "one"), await later(lambda: find("two"))
    return await first + await second + one.upper() + two.upper()
