# A library that waits for a disk or computes for long.
# into: app/services/readings.py
from PIL import Image


async def measured(path: str) -> int:
    return int(Image.open(path).width)
