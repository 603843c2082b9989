# The function goes by a name of its own, and comes from another module.
# into: app/utils/clock.py
from datetime import datetime

read_clock = datetime.now
# into: app/services/ageing.py
from app.utils.clock import read_clock as tell


def year() -> int:
    return tell().year
