# A class attribute holds the function, "to replace it in tests".
# into: app/services/pauses.py
import time
from collections.abc import Callable


class Supplier:
    def __init__(self, nap: Callable[[float], None] = time.sleep) -> None:
        self._nap = nap

    async def deliver(self) -> None:
        self._nap(0.5)
