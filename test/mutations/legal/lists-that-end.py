# A loop that has enough ends.
# into: app/services/rounds.py
MOST = 100


async def fetch(page: int) -> list[int]:
    return [page]


async def first_hundred() -> list[int]:
    found: list[int] = []
    page = 1
    while len(found) < MOST:
        rows = await fetch(page)
        found.extend(rows)
        page += 1
        if not rows or len(found) >= MOST:
            break
    return found


async def both(one: int, other: int) -> list[int]:
    found: list[int] = []
    for each in (one, other):
        found.extend(await fetch(each))
    return found
