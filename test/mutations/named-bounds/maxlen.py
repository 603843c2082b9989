# So many are remembered.
# into: app/services/calling.py
from collections import deque


class Caller:
    def __init__(self) -> None:
        self._last = deque(maxlen=100)
