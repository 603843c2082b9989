"""The queue for the threads that hash passwords."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from app.core.security import HASHING_THREADS, Passwords, Verification
from app.utils.auth_errors import OverloadedError

# After about this time, a full queue accepts passwords again.
RETRY_AFTER_SECONDS = 2


class PasswordQueue:
    """Limits how many requests wait for a hash; further requests are refused.

    Args:
        passwords: The password hasher.
        waiting: Maximum number of passwords that wait for a thread.
    """

    def __init__(self, passwords: Passwords, *, waiting: int) -> None:
        self._passwords = passwords
        self._threads = asyncio.Semaphore(HASHING_THREADS)
        self._places = HASHING_THREADS + waiting

    @asynccontextmanager
    async def thread(self) -> AsyncGenerator[None]:
        """Wait for a thread, and reserve it for the block.

        Raises:
            OverloadedError: if too many passwords wait already.
        """
        if self._places == 0:
            raise OverloadedError(RETRY_AFTER_SECONDS)
        self._places -= 1
        try:
            async with self._threads:
                yield
        finally:
            self._places += 1

    async def hash(self, password: str) -> str:
        """Return the hash to store. Raises `OverloadedError` if too many passwords wait already."""
        async with self.thread():
            return await self._passwords.hash(password)

    async def verify(self, password: str, stored: str | None) -> Verification:
        """Compare a password with a stored hash, in a `thread` that the caller has reserved."""
        return await self._passwords.verify(password, stored)
