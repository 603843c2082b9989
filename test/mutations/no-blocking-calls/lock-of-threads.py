# A lock of threads stops the event loop until another thread gives it back.
# into: app/services/readings.py
import threading


class Counter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    async def count(self) -> int:
        with self._lock:
            self._count += 1
        return self._count
