# The same names, and nothing that blocks.
# into: app/services/doors.py
import asyncio
import queue
import time

BREATH_SECONDS = 0.1


class Door:
    def __init__(self) -> None:
        self._bell = asyncio.Event()
        self._visitors: asyncio.Queue[str] = asyncio.Queue()
        self._notes: queue.Queue[str] = queue.Queue()
        self._since = time.monotonic()

    def open(self) -> str:
        return "open"

    def sleep(self) -> str:
        return self.open()

    async def answer(self) -> str:
        await self._bell.wait()
        if not self._notes.empty():
            return self._notes.get_nowait()
        visitor = await self._visitors.get()
        await asyncio.sleep(BREATH_SECONDS)
        done, _ = await asyncio.wait([asyncio.ensure_future(self._bell.wait())])
        return f"{visitor} {self.sleep()} {[each.result() for each in done]}"
