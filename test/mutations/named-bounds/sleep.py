# A pause, under another name.
# into: app/services/calling.py
from asyncio import sleep as pause


async def wait() -> None:
    await pause(2.5)
