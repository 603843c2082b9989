"""Transactions of the ledger, and the name of this process in it."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.models.run_item import MAX_HOLDER_LENGTH

HOST_LENGTH = 20
ASYNCHRONOUS_COMMIT = text("SET LOCAL synchronous_commit = off")


class Transactions:
    """Opens transactions that write, one at a time in this process.

    SQLite has one lock for all writers, and those of one process need not compete for it.
    """

    def __init__(self, factory: async_sessionmaker[AsyncSession]) -> None:
        self._factory = factory
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def begin(self, *, durable: bool = True) -> AsyncIterator[AsyncSession]:
        """Open a transaction, and commit it at the end of the block.

        Args:
            durable: Whether the commit waits for the disk. A lost claim does no harm: after a crash
                of the server the items are as before, and the holder's fence refuses its results.
        """
        async with self._lock, self._factory.begin() as session:
            if not durable and session.get_bind().dialect.name == "postgresql":
                await session.execute(ASYNCHRONOUS_COMMIT)
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session for reading."""
        async with self._factory() as session:
            yield session


def holder_name() -> str:
    """Return a name for this process that no other process ever has."""
    return f"{socket.gethostname()[:HOST_LENGTH]}:{os.getpid()}:{uuid4().hex}"[:MAX_HOLDER_LENGTH]
