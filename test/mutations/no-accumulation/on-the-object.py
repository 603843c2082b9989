# The object keeps them.
# into: app/services/rounds.py
from itertools import islice


async def process(batch: list[int]) -> list[int]:
    return batch


def batches() -> list[list[int]]:
    return [[1], [2]]


class Rounds:
    def __init__(self) -> None:
        self.results: list[int] = []

    async def run(self) -> None:
        for batch in batches():
            self.results.extend(await process(batch))
