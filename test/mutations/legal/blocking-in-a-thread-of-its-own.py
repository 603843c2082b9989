# A thread that waits for the loop's results may wait.
# into: app/services/watchers.py
import asyncio
import threading
import time


class Watcher:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._stopped = threading.Event()

    async def start(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._stopped.wait(1):
            asyncio.run_coroutine_threadsafe(self._tell(), self._loop).result()
            time.sleep(1)

    async def _tell(self) -> None:
        await asyncio.sleep(0)
