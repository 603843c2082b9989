"""Creates the cache from the settings."""

from app.cache.read_through import Cache
from app.cache.store import MemoryStore, RedisStore
from app.config import Settings


def create_cache(settings: Settings) -> Cache:
    """Return a cache in Redis if `redis_url` is set, otherwise in this process."""
    return Cache(RedisStore(settings.redis_url) if settings.redis_url else MemoryStore())
