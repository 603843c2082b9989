# A queue for threads in a coroutine.
# into: app/services/mailbox.py
import queue


class Mailbox:
    def __init__(self) -> None:
        self._letters: queue.Queue[str] = queue.Queue()

    async def next(self) -> str:
        return self._letters.get()
