# In a method, past the name that stands right above it.
# into: app/services/calling.py


class Caller:
    timeout_seconds = 5

    async def call(self, client) -> object:
        return await client.get("/", read_timeout=15.0)
