# The same under another name, said aloud.
# into: app/services/readings.py
from asyncio import gather as together
from asyncio import sleep


async def pause_twice() -> None:
    await together(sleep(1), sleep(2), return_exceptions=False)
