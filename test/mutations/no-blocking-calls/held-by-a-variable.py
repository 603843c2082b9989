# A variable holds the function.
# into: app/services/pauses.py
import time

wait = time.sleep


async def wait_for_supplier() -> None:
    wait(1)
