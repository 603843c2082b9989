# The last part of a condition.
# into: app/services/stalls.py
class Stall:
    async def is_open(self) -> bool:
        return False

    async def buy(self, money: int) -> str:
        if money > 1 and self.is_open():
            return "bought"
        return "closed"
