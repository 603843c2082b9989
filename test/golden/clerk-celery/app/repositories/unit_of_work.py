"""The unit of work on a database session."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

Callback: TypeAlias = Callable[[], Awaitable[None]]

# The key of the callbacks in `session.info`, so that all users of a session share them.
AFTER_COMMIT = "after_commit"

logger = structlog.get_logger(__name__)


class SqlUnitOfWork:
    """The transaction of one session; closing the session rolls back uncommitted changes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commit(self) -> None:
        """Commit the changes of this request, then run the callbacks."""
        await self._session.commit()
        for callback in self._session.info.pop(AFTER_COMMIT, []):
            await attempt(callback)

    def after_commit(self, callback: Callback) -> None:
        """Run a callback after the next commit; a rollback discards it."""
        if AFTER_COMMIT not in self._session.info:
            self._session.info[AFTER_COMMIT] = callbacks = list[Callback]()
            event.listen(self._session.sync_session, "after_rollback", lambda _: callbacks.clear())
        self._session.info[AFTER_COMMIT].append(callback)

    async def release(self) -> None:
        """Return the connection to the pool before a long wait. Call it before the first write.

        Also in a joined unit of work, which has nothing to commit yet.
        """
        await self._session.commit()


class JoinedUnitOfWork(SqlUnitOfWork):
    """A unit of work within a larger transaction, which is committed by its owner."""

    async def commit(self) -> None:
        """Flush the changes; the owner of the transaction commits them."""
        await self._session.flush()


async def attempt(callback: Callback) -> None:
    """Run a callback after a commit; log its failure, because the changes are committed."""
    try:
        await callback()
    except Exception as error:  # noqa: BLE001 - a committed request must not end as a 500
        # Without message and traceback, which may quote private data.
        logger.warning("after commit failed", error=type(error).__name__)
