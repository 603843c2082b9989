# A service opens its own connection to the cache.
# into: app/services/readings.py
from redis.asyncio import Redis


async def known(name: str, url: str) -> bool:
    return bool(await Redis.from_url(url).exists(name))
