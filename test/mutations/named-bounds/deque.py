# How many are kept, by place.
# into: app/utils/remembering.py
from collections import deque


def last_seen() -> deque[str]:
    return deque([], 100)
