# Passed on by a module of ours.
# into: app/utils/clock.py
from time import sleep

__all__ = ["sleep"]
# into: app/services/pauses.py
from app.utils.clock import sleep


async def wait_for_supplier() -> None:
    sleep(1)
