# A function of the settings' own module makes them, and anybody calls it.
# into: app/config.py
from functools import lru_cache


@lru_cache
def get_settings() -> Settings:
    return Settings()
# into: app/services/mailing.py
from app.config import get_settings


def level() -> str:
    return get_settings().log_level
