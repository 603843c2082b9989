# A lambda is no thread.
# into: app/services/pauses.py
import time


async def wait_for_supplier() -> None:
    back_off = lambda tries: time.sleep(2**tries)
    back_off(1)
