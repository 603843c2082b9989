# The environment itself.
# into: app/repositories/visits.py
import os as system


def page_size() -> int:
    return int(system.environ["PAGE_SIZE"])
