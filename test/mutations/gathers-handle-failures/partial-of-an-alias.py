# The same under another name, for the whole module, and it says so aloud.
# into: app/services/readings.py
import functools
from asyncio import gather, sleep

all_of = functools.partial(gather, return_exceptions=False)


async def pause_twice() -> None:
    await all_of(sleep(1), sleep(2))
