# How much is asked for, the settings say.
# into: app/repositories/visits.py
from app.config import Settings


def page_size() -> int:
    return Settings().max_body_size
