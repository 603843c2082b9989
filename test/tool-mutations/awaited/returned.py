# An async function returns the coroutine of another one.
# into: app/services/stalls.py
class Stall:
    async def count(self) -> int:
        return 1

    async def total(self) -> int:
        return self.count()
