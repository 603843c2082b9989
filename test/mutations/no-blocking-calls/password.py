# A library that waits for a disk or computes for long.
# into: app/services/readings.py
from pwdlib import PasswordHash


async def measured(path: str) -> int:
    return len(PasswordHash.recommended().hash(path))
