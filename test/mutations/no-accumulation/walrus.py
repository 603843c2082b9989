# Read in the head of the loop.
# into: app/services/rounds.py
async def read() -> list[int]:
    return []


async def run() -> list[int]:
    rows: list[int] = []
    while batch := await read():
        rows.extend(batch)
    return rows
