# A second loop in the first.
# into: app/services/archives.py
import asyncio


async def work() -> int:
    return 1


def start() -> int:
    return asyncio.get_event_loop().run_until_complete(work())


async def run() -> int:
    return start()
