# In portions of so many.
# into: app/services/calling.py
from itertools import batched


def portions(rows: list[int]) -> list[tuple[int, ...]]:
    return list(batched(rows, 500))
