# A new list each time, with all of the old one.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


async def run() -> list[int]:
    rows: list[int] = []
    for batch in batches():
        rows = [*rows, *await process(batch)]
    return rows
