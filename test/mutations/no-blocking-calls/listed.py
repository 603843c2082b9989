# A library that waits for a disk or computes for long.
# into: app/services/readings.py
import os


async def measured(path: str) -> int:
    return len(os.listdir(path))
