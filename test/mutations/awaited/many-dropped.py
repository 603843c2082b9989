# A list of coroutines that nobody gathers.
# into: app/services/stalls.py
async def restock(shelf: int) -> None:
    print(shelf)


async def sell() -> None:
    [restock(shelf) for shelf in range(3)]
