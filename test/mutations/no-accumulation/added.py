# The same by a sum.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


async def run() -> list[int]:
    found = []
    for some in batches():
        found += await process(some)
    return found
