# Counted by hand.
# into: app/services/calling.py


async def call(client) -> None:
    retries = 0
    while retries < 3 and not await client.ready():
        retries += 1
