# Again and again, until a number inside says stop.
# into: app/services/calling.py
async def call(client) -> object:
    attempt = 0
    while True:
        try:
            return await client.get("/")
        except OSError:
            attempt += 1
            if attempt >= 5:
                raise
