# The rows of a coroutine.
# into: app/services/stalls.py
async def shelves() -> list[int]:
    return [1, 2]


async def sell() -> int:
    return sum(shelf for shelf in shelves())
