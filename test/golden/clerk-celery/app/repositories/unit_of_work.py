"""The unit of work on a database session."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

Callback: TypeAlias = Callable[[], Awaitable[None]]

# Where a session keeps what is to follow its commit, so that all who share the session share that.
AFTER_COMMIT = "after_commit"

logger = structlog.get_logger(__name__)


class SqlUnitOfWork:
    """The transaction of one session. What is not committed is rolled back when the session closes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commit(self) -> None:
        """Make the changes of this request permanent, and then do what was to follow."""
        await self._session.commit()
        for callback in self._session.info.pop(AFTER_COMMIT, []):
            await attempt(callback)

    def after_commit(self, callback: Callback) -> None:
        """Remember what to do after the next commit; a rollback forgets it."""
        if AFTER_COMMIT not in self._session.info:
            self._session.info[AFTER_COMMIT] = callbacks = list[Callback]()
            event.listen(self._session.sync_session, "after_rollback", lambda _: callbacks.clear())
        self._session.info[AFTER_COMMIT].append(callback)


class JoinedUnitOfWork(SqlUnitOfWork):
    """The unit of work of a service that is a part of something larger, which commits for it."""

    async def commit(self) -> None:
        """Send the changes to the database; they are permanent when the larger whole is."""
        await self._session.flush()


async def attempt(callback: Callback) -> None:
    """Do what follows a commit. The changes are permanent whatever comes of it."""
    try:
        await callback()
    except Exception as error:  # noqa: BLE001 - a request that was kept must not end as a 500
        # Neither the text nor the traceback: they may quote what was to be sent.
        logger.warning("after commit failed", error=type(error).__name__)
