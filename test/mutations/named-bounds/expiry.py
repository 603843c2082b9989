# How long a key stays.
# into: app/services/calling.py
async def keep(redis, key: str) -> None:
    await redis.expire(key, 3600)
    await redis.set(key, "1", ex=600)
