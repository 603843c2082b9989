"""Dependencies of the endpoints: database sessions and access policies."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.requests import HTTPConnection

from app.utils.rate_limit import limit_requests


async def public(connection: HTTPConnection) -> None:
    """Allow requests without a login; a rate limit applies to the address."""
    await limit_requests(connection)


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the session of one request. Changes that are not committed are rolled back."""
    factory: async_sessionmaker[AsyncSession] = request.app.state.session_factory
    async with factory() as session:
        yield session


# For services, which commit themselves, e.g. before they hash a password.
ServiceSession = Annotated[AsyncSession, Depends(get_session, scope="function")]


async def get_db(request: Request, session: ServiceSession) -> AsyncIterator[AsyncSession]:
    """Commit the session after the endpoint has returned, for endpoints without a service.

    A GET does not commit, which saves a round trip to the database.
    """
    yield session
    if request.method != "GET":
        await session.commit()


# Function scope: commit before the response is sent, so that a failed commit is not a 201.
# https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/
SessionDep = Annotated[AsyncSession, Depends(get_db, scope="function")]
