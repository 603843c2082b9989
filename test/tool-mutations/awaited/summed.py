# A sum that is counted up.
# into: app/services/stalls.py
async def price(item: int) -> int:
    return item


async def total(items: list[int]) -> int:
    found = 0
    for item in items:
        found += price(item)
    return found
