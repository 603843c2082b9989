# By number, in a dictionary.
# into: app/services/rounds.py
async def process(batch: list[int]) -> list[int]:
    return batch


async def run(batches: list[list[int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, batch in enumerate(batches):
        found[number] = await process(batch)
    return found
