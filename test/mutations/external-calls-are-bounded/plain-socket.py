# A connection by hand is a call of a service too.
# into: app/services/readings.py
import asyncio


async def answers(host: str) -> bool:
    _, writer = await asyncio.open_connection(host, 25)
    writer.close()
    return True
