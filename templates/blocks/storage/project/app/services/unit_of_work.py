"""The one place that a service commits through."""

from typing import Protocol


class UnitOfWork(Protocol):
    """All changes of one request: kept together by `commit`, or forgotten together."""

    async def commit(self) -> None:
        """Make the changes of this request permanent."""
