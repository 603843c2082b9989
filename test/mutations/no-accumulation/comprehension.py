# In one line.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


async def run() -> list[int]:
    return [each for batch in batches() for each in await process(batch)]
