# Awaited, so a coroutine function whatever its module; a lock of asyncio; and members that only compute.
# into: app/services/readings.py
import asyncio
import os
import zipfile

import kafka


class Counter:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def count(self, producer: kafka.AsyncProducer, name: str) -> int:
        async with self._lock:
            await producer.send(name)
        return len(os.path.splitext(name)) + len(zipfile.BadZipFile.__name__)
