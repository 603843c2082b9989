"""Dependencies of the endpoints: database sessions and access policies."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.requests import HTTPConnection

from app.pipeline.single import SingleItems
from app.pipeline.watching import RunWatch
from app.services.run import RunService
from app.services.run_control import RunControl
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


async def get_run_service(request: Request, session: ServiceSession) -> RunService:
    """Return the service of runs, which commits before it wakes the runner."""
    return RunService(session, wake=request.app.state.wake_pipelines)


RunServiceDep = Annotated[RunService, Depends(get_run_service)]


async def get_run_control(request: Request, session: ServiceSession) -> RunControl:
    """Return the control of runs, which commits before it wakes the runner."""
    return RunControl(session, wake=request.app.state.wake_pipelines)


RunControlDep = Annotated[RunControl, Depends(get_run_control)]


async def get_run_watch(request: Request) -> RunWatch:
    """Return the watch of runs, which opens its own sessions."""
    return RunWatch(request.app.state.session_factory)


RunWatchDep = Annotated[RunWatch, Depends(get_run_watch)]


async def get_single_items(request: Request) -> SingleItems:
    """Return the processing of single rows, which opens its own sessions."""
    return SingleItems(request.app.state.session_factory, request.app.state.tools)


SingleItemsDep = Annotated[SingleItems, Depends(get_single_items)]
