# A coroutine is always true.
# into: app/services/stalls.py
class Stall:
    async def is_open(self) -> bool:
        return False

    async def buy(self) -> str:
        if self.is_open():
            return "bought"
        return "closed"
