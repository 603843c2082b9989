# Name and password in a pair.
# into: app/services/mailing.py
async def call(client) -> object:
    return await client.get("/", auth=("shop", "hunter2"))
