# A list of what each batch gave.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


async def run() -> list[list[int]]:
    return [await process(batch) for batch in batches()]
