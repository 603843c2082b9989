# UTC, and no word of it.
# into: app/utils/clock.py
from datetime import datetime


def now() -> datetime:
    return datetime.utcnow()
