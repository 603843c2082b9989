"""The database session of a request."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker


async def get_db(request: Request) -> AsyncIterator[AsyncSession]:
    """Yield a session, and commit it after the endpoint has returned.

    A GET does not commit, which saves a round trip to the database. After an error, changes are
    rolled back.
    """
    factory: async_sessionmaker[AsyncSession] = request.app.state.session_factory
    async with factory() as session:
        yield session
        if request.method != "GET":
            await session.commit()


# Function scope: commit before the response is sent, so that a failed commit is not a 201.
# https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/
DBSession = Annotated[AsyncSession, Depends(get_db, scope="function")]
