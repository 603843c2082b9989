# Gathered, returned, kept, handed on, or awaited later: somebody awaits each.
# into: app/services/errands.py
import asyncio
from collections.abc import Awaitable, Callable


async def run(name: str) -> str:
    await asyncio.sleep(0)
    return name


def later(name: str) -> Awaitable[str]:
    return run(name)


class Errands:
    def __init__(self, work: Callable[[str], Awaitable[str]] = run) -> None:
        self._work = work
        self._pending: list[Awaitable[str]] = []

    async def all(self) -> list[str]:
        first = run("first")
        self._pending.append(run("second"))
        third = asyncio.wait_for(run("third"), timeout=1)
        chosen = run("a") if self._pending else run("b")
        found = [await first, await third, await chosen]
        found += [await each for each in self._pending]
        by_name = {name: run(name) for name in ("c", "d")}
        found += [await by_name[name] for name in by_name]
        return [*found, await (self._work("fourth"))]
