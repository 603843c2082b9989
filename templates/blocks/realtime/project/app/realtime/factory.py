"""Creates the event bus from the settings."""

from app.config import Settings
from app.realtime.bus import EventBus, MemoryBus
from app.realtime.redis_bus import RedisBus, connect


def create_bus(settings: Settings) -> EventBus:
    """Return a bus through Redis if `redis_url` is set, otherwise one for this process."""
    return RedisBus(connect(settings.redis_url)) if settings.redis_url else MemoryBus()
