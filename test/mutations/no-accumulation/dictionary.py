# The same in one line.
# into: app/services/rounds.py
async def process(batch: list[int]) -> list[int]:
    return batch


async def run(batches: list[list[int]]) -> dict[int, list[int]]:
    return {number: await process(batch) for number, batch in enumerate(batches)}
