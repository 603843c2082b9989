# A loop of attempts that ends with the first success.
# into: app/services/readings.py
from collections.abc import Awaitable, Callable


async def first(draw: Callable[[], Awaitable[str | None]]) -> str | None:
    for _ in range(5):
        if (found := await draw()) is not None:
            return found
    return None
