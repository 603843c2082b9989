# Three times, as ever.
# into: app/services/calling.py


async def call(client) -> object:
    for _ in range(3):
        try:
            return await client.get("/")
        except OSError:
            continue
    return None
