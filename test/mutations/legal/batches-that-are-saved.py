# Each batch is saved, a counter counts, and a list of the batch begins anew with the next.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


async def save(rows: list[int]) -> int:
    return len(rows)


async def run() -> int:
    total = 0
    for batch in batches():
        good: list[int] = []
        for each in await process(batch):
            good.append(each)
        good.extend(await process(good))
        total += await save(good)
    return total


async def buffered() -> None:
    buffer: list[int] = []
    for batch in batches():
        buffer.extend(await process(batch))
        if len(buffer) > 100:
            await save(buffer)
            buffer.clear()
    await save(buffer)
