"""Errors of an unavailable Redis."""

from typing import Final

from redis.exceptions import RedisError

# uvloop raises `RuntimeError` for a connection that was reset while it was opened.
REDIS_ERRORS: Final = (RedisError, OSError, RuntimeError)
