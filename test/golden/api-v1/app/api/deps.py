"""Dependencies of the endpoints: database sessions and access policies."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.requests import HTTPConnection

from app.db.repositories.account import AccountRepository
from app.db.repositories.login_session import LoginSessionRepository
from app.db.repositories.user import SessionUsers
from app.models.user import User
from app.services.account import AccountService
from app.services.auth import AuthService, Identity
from app.services.auth_kit import AuthKit
from app.services.email import Message
from app.services.user import UserService
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.client import Client
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


# No `auto_error`: every 401 has to be the same, whatever is wrong with the token.
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="api/v1/auth/login", auto_error=False)


async def get_auth_kit(request: Request) -> AuthKit:
    """Return the tools for logins."""
    kit: AuthKit = request.app.state.auth_kit
    return kit


async def get_client(request: Request) -> Client:
    """Return the client of a request; forwarded addresses are read from `TRUSTED_PROXIES` only."""
    address = request.client.host if request.client else "unknown"
    return Client(address, request.headers.get("user-agent", ""))


AuthKitDep = Annotated[AuthKit, Depends(get_auth_kit)]
ClientDep = Annotated[Client, Depends(get_client)]


async def get_auth_service(
    session: ServiceSession, kit: AuthKitDep, client: ClientDep
) -> AuthService:
    """Return the login service for the session of a request."""
    accounts, sessions = AccountRepository(session), LoginSessionRepository(session)
    return AuthService(session, accounts, sessions, kit, client)


async def get_account_service(
    session: ServiceSession, kit: AuthKitDep, client: ClientDep, tasks: BackgroundTasks
) -> AccountService:
    """Return the account service for the session; mails are sent after the response."""

    def post(message: Message) -> None:
        tasks.add_task(kit.sender.send, message)

    accounts, sessions = AccountRepository(session), LoginSessionRepository(session)
    return AccountService(session, accounts, sessions, kit, client, post)


AuthServiceDep = Annotated[AuthService, Depends(get_auth_service)]
AccountServiceDep = Annotated[AccountService, Depends(get_account_service)]


async def get_identity(
    request: Request, token: Annotated[str | None, Depends(oauth2_scheme)], service: AuthServiceDep
) -> Identity:
    """Return the user and the session of a request; raises `UnauthenticatedError` without one."""
    try:
        identity = await service.authenticate(token)
    except UnauthenticatedError:
        await limit_requests(request)
        raise
    # For the access log.
    request.state.user_id = str(identity.user.id)
    await limit_requests(request, request.state.user_id)
    return identity


CurrentIdentity = Annotated[Identity, Depends(get_identity)]


async def get_current_user(identity: CurrentIdentity) -> User:
    """Return the user of a request."""
    return identity.user


CurrentUser = Annotated[User, Depends(get_current_user)]


async def get_current_active_user(user: CurrentUser) -> User:
    """Return the user of a request; raises `ForbiddenError` if they are not active."""
    if not user.is_active:
        raise ForbiddenError("This account is not active.")
    return user


CurrentActiveUser = Annotated[User, Depends(get_current_active_user)]


async def get_current_superuser(user: CurrentActiveUser) -> User:
    """Return the user of a request; raises `ForbiddenError` if they are no superuser."""
    if not user.is_superuser:
        raise ForbiddenError("This is for superusers.")
    return user


CurrentSuperuser = Annotated[User, Depends(get_current_superuser)]


async def get_user_service(
    session: ServiceSession, kit: AuthKitDep, client: ClientDep
) -> UserService:
    """Return the user service for the session of a request."""
    accounts, sessions = AccountRepository(session), LoginSessionRepository(session)
    users = SessionUsers(session)
    return UserService(session, users, accounts, sessions, kit.passwords, client)


UserServiceDep = Annotated[UserService, Depends(get_user_service)]
