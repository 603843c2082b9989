"""Redis clients that fail fast, because requests wait for them."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

TIMEOUT_SECONDS = 0.5


def create_redis(url: str) -> Redis:
    """Return a client with timeouts, which connects on first use.

    For `rediss://` it verifies the certificate, which is the default of the library.
    """
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        # One immediate retry: a restarted server has closed all connections of the pool.
        retry=Retry(NoBackoff(), 1),
    )
