# How long, and how often, at the place where it is called.
# into: app/services/calling.py


async def call(client) -> object:
    return await client.get("/", timeout=30, max_retries=3)
