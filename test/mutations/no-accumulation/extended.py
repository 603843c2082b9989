# The list of the seed's anti-pattern.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


async def run() -> list[int]:
    all_results: list[int] = []
    for batch in batches():
        all_results.extend(await process(batch))
    return all_results
