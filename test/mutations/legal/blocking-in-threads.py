# What blocks is handed to a thread, in every way that there is.
# into: app/services/archives.py
import asyncio
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

POOL = ThreadPoolExecutor(max_workers=2)


def read(path: Path) -> bytes:
    return path.read_bytes()


async def archive(path: Path) -> int:
    def measure() -> int:
        return path.stat().st_size + len(path.read_bytes())

    loop = asyncio.get_running_loop()
    first = await asyncio.to_thread(read, path)
    second = await loop.run_in_executor(POOL, partial(read, path))
    third = await asyncio.to_thread(lambda: read(path))
    await loop.run_in_executor(None, lambda: time.sleep(1))
    await asyncio.to_thread(subprocess.run, ["sync"], check=True)
    return len(first + second + third) + await asyncio.to_thread(measure)
