"""The unit of work on a database session."""

from sqlalchemy.ext.asyncio import AsyncSession


class SqlUnitOfWork:
    """The transaction of one session; uncommitted changes are rolled back when it closes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commit(self) -> None:
        """Make the changes of this request permanent."""
        await self._session.commit()
