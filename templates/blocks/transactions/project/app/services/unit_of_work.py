"""The interface through which services commit."""

from typing import Protocol


class UnitOfWork(Protocol):
    """All changes of one request, committed or rolled back together."""

    async def commit(self) -> None:
        """Make the changes of this request permanent."""
