# Page after page, until there is none.
# into: app/services/rounds.py
async def fetch(page: int) -> list[int]:
    return [page] if page < 3 else []


class Rounds:
    async def run(self) -> list[int]:
        rows: list[int] = []
        page = 1
        while True:
            found = await fetch(page)
            if not found:
                break
            rows.extend(found)
            page += 1
        return rows
