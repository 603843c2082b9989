# It counts on by itself, and a number inside says when to stop.
# into: app/services/calling.py
from itertools import count


async def call(client) -> object:
    for attempt in count(1):
        try:
            return await client.get("/")
        except OSError:
            if attempt == 5:
                raise
