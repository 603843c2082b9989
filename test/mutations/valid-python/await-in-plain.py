# The `async` is gone.
# into: app/utils/names.py
import asyncio


def pause() -> None:
    await asyncio.sleep(0)
