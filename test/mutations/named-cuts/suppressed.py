# What goes wrong is passed over, three times.
# into: app/services/calling.py
from contextlib import suppress


async def call(client) -> object:
    for _ in range(3):
        with suppress(OSError):
            return await client.get("/")
    return None
