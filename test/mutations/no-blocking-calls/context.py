# What is entered waits.
# into: app/services/gates.py
import time


class Gate:
    def __enter__(self) -> "Gate":
        time.sleep(1)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave."""


async def go() -> None:
    with Gate():
        pass
