# Prepared so that failures are outcomes, or told so when it is called; and a `gather` of our own.
# into: app/services/readings.py
import asyncio
from collections.abc import Callable
from functools import partial

outcomes_of = partial(asyncio.gather, return_exceptions=True)


def gather(*names: str) -> list[str]:
    return sorted(names)


async def read(places: list[str]) -> list[object]:
    prepared = partial(asyncio.gather, *map(asyncio.sleep, map(float, places)))
    outcomes = await prepared(return_exceptions=True)
    return [str(each) if isinstance(each, BaseException) else each for each in outcomes]


def sorter(name: str) -> Callable[[], list[str]]:
    return partial(gather, name)
