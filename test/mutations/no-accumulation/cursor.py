# From cursor to cursor.
# into: app/services/rounds.py
async def fetch(cursor: str) -> tuple[list[int], str]:
    return [], cursor


async def run() -> list[int]:
    rows: list[int] = []
    cursor = "first"
    while cursor:
        found, cursor = await fetch(cursor)
        rows.extend(found)
    return rows
