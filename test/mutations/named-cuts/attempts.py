# Named for what it is, but for how many.
# into: app/services/calling.py


async def call(client) -> None:
    for attempt in range(1, 5):
        await client.post("/", attempt)
