# Methods of the same names that wait for nothing.
# into: app/services/baskets.py
import asyncio


class Basket:
    def __init__(self) -> None:
        self._eggs: asyncio.Queue[int] = asyncio.Queue()
        self._full = asyncio.Event()

    def add(self, egg: int) -> None:
        self._eggs.put_nowait(egg)
        self._full.set()

    def get(self) -> int:
        return self._eggs.get_nowait()

    async def empty(self) -> int:
        self.add(1)
        self.get()
        # Closed on purpose: it is never to run.
        unused = self.count()
        unused.close()
        return await self.count() if self._eggs.qsize() else 0

    async def count(self) -> int:
        return self._eggs.qsize()
