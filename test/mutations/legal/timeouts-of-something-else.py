# `None` for a limit of another kind, and methods with the names of verbs.
# into: app/utils/lockers.py
import asyncio


class Locker:
    timeout: float | None = 1

    async def get(self, name: str, timeout: float | None = None) -> str:
        await asyncio.wait_for(asyncio.sleep(0), timeout=timeout)
        return name


async def read(locker: Locker) -> str:
    locker.timeout = None
    return await locker.get("a", timeout=None)
