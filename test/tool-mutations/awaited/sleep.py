# The pause that is none.
# into: app/services/stalls.py
from asyncio import sleep as pause


async def rest() -> None:
    pause(1)
