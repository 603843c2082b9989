# Two values are taken out of a coroutine.
# into: app/services/stalls.py
class Stall:
    async def page(self) -> tuple[list[int], int]:
        return [], 0

    async def shown(self) -> list[int]:
        rows, total = self.page()
        return rows
