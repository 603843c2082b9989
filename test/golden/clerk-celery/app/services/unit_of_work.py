"""How services commit, and register callbacks that run after the commit."""

from collections.abc import Awaitable, Callable
from typing import Protocol


class UnitOfWork(Protocol):
    """All changes of one request, which are committed or rolled back together."""

    async def commit(self) -> None:
        """Commit the changes of this request."""


class Outbox(UnitOfWork, Protocol):
    """A unit of work with callbacks that run after the commit."""

    def after_commit(self, callback: Callable[[], Awaitable[None]]) -> None:
        """Run a callback after the next commit; a rollback discards it."""

    async def release(self) -> None:
        """Return the connection to the pool before a long wait. Call it before the first write."""
