"""Slots that processes share in Redis, by its clock."""

from typing import Any

from redis.asyncio import Redis

from app.utils.exceptions import UnavailableError
from app.utils.redis_errors import REDIS_ERRORS

PREFIX = "rate-slot:"
# Longer than any penalty, in milliseconds.
KEEP_MILLISECONDS = 7_200_000

# Times are in microseconds, as text: Lua would round longer numbers.
RESERVE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
redis.call('SET', KEYS[1], string.format('%.0f', at + ARGV[1]), 'PX', ARGV[2])
return string.format('%.0f', at - now)
"""
DELAY = """
local time = redis.call('TIME')
local at = time[1] * 1000000 + time[2] + ARGV[1]
local next = math.max(at, tonumber(redis.call('GET', KEYS[1]) or '0'))
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', ARGV[2])
"""
MICROSECONDS = 1_000_000


class RedisSlots:
    """Slots in Redis: one script for each call."""

    def __init__(self, redis: Redis) -> None:
        self._reserve = redis.register_script(RESERVE)
        self._delay = redis.register_script(DELAY)

    async def reserve(self, service: str, interval: float) -> float:
        """Take the next slot of a service, and return the seconds until it."""
        return int(await self._run(self._reserve, service, interval)) / MICROSECONDS

    async def delay(self, service: str, seconds: float) -> None:
        """Move the next slot of a service to at least this many seconds from now."""
        await self._run(self._delay, service, seconds)

    @staticmethod
    async def _run(script: Any, service: str, seconds: float) -> Any:  # noqa: ANN401 - Redis'
        arguments = [int(seconds * MICROSECONDS), KEEP_MILLISECONDS]
        try:
            return await script(keys=[PREFIX + service], args=arguments)
        except REDIS_ERRORS as error:
            raise UnavailableError("Redis does not respond.") from error
