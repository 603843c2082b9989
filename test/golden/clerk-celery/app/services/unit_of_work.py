"""The one place that a service commits through, and that it tells what is to follow."""

from collections.abc import Awaitable, Callable
from typing import Protocol


class UnitOfWork(Protocol):
    """All changes of one request: kept together by `commit`, or forgotten together."""

    async def commit(self) -> None:
        """Make the changes of this request permanent."""


class Outbox(UnitOfWork, Protocol):
    """A unit of work that can be told what to do once its changes are permanent."""

    def after_commit(self, callback: Callable[[], Awaitable[None]]) -> None:
        """Remember what to do after the next commit; a rollback forgets it."""
