# A plain function puts lists together: nothing is waited for, and all is there already.
# into: app/utils/cutting.py
from collections.abc import Sequence


def batches(items: Sequence[int], size: int) -> list[Sequence[int]]:
    found: list[Sequence[int]] = []
    for start in range(0, len(items), size):
        found.append(items[start : start + size])
    return found


def flat(every: Sequence[Sequence[int]]) -> list[int]:
    return [each for batch in every for each in batch]
