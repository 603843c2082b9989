"""Which cache the settings name."""

from app.cache.read_through import Cache
from app.cache.store import MemoryStore, RedisStore
from app.config import Settings


def create_cache(settings: Settings) -> Cache:
    """Return a cache in Redis if the settings name one, in this process otherwise."""
    return Cache(RedisStore(settings.redis_url) if settings.redis_url else MemoryStore())
