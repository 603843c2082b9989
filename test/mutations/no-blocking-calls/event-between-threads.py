# An event for threads in a coroutine.
# into: app/services/gates.py
from threading import Event

opened = Event()


async def enter() -> None:
    opened.wait()
