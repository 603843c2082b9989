"""Tests of the password queue."""

import asyncio

from app.utils.auth_errors import OverloadedError
from app.utils.password_queue import PasswordQueue
from app.utils.security import HASHING_THREADS, Passwords


async def test_full_queue_refuses_and_recovers() -> None:
    queue = PasswordQueue(Passwords(memory=32, passes=1), waiting=1)
    hashes = [queue.hash("correct horse") for _ in range(HASHING_THREADS + 2)]

    results = await asyncio.gather(*hashes, return_exceptions=True)

    [refused] = [result for result in results if isinstance(result, OverloadedError)]
    assert int(refused.headers["Retry-After"]) > 0
    assert await queue.hash("correct horse")
