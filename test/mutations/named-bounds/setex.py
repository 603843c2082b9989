# How long something is remembered.
# into: app/utils/remembering.py
async def remember(redis, key: str, value: str) -> None:
    await redis.setex(key, 300, value)
    await redis.set(key, value, ex=600)
