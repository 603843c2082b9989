"""Which bus the settings name."""

from app.config import Settings
from app.realtime.bus import EventBus, MemoryBus
from app.realtime.redis_bus import RedisBus, connect


def create_bus(settings: Settings) -> EventBus:
    """Return a bus through Redis if the settings name one, one for this process otherwise."""
    return RedisBus(connect(settings.redis_url)) if settings.redis_url else MemoryBus()
