# The total is the end of the data, not a limit.
# into: app/services/readings.py
from collections.abc import Awaitable, Callable


async def read_all(page: Callable[[int], Awaitable[tuple[list[str], int]]]) -> list[str]:
    found: list[str] = []
    number = 1
    while True:
        rows, total = await page(number)
        found.extend(rows)
        if len(found) >= total:
            return found
        number += 1
