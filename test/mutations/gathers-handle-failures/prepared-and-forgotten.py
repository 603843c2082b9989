# A prepared `gather` whose outcomes are not checked.
# into: app/utils/quietly.py
from asyncio import gather
from collections.abc import Awaitable
from functools import partial

gather_quietly = partial(gather, return_exceptions=True)


async def quietly(*work: Awaitable[object]) -> None:
    await gather_quietly(*work)
