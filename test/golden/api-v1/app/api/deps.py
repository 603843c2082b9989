"""What endpoints depend on: the session of a request, and who may call."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.db.repositories.account import AccountRepository
from app.db.repositories.user import SessionUsers
from app.models.user import User
from app.services.account import AccountService
from app.services.auth import AuthService
from app.services.auth_kit import AuthKit
from app.services.email import Message
from app.services.user import UserService
from app.utils.auth_errors import ForbiddenError


async def public() -> None:
    """Declare that a route asks for no login: its policy, not an oversight."""


async def get_db(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the session of one request, and commit once the endpoint has returned.

    An error on the way leaves nothing behind: what is not committed is rolled back at the end.
    """
    factory: async_sessionmaker[AsyncSession] = request.app.state.session_factory
    async with factory() as session:
        yield session
        # What only reads has nothing to commit, and need not go to the database once more.
        if request.method != "GET":
            await session.commit()


# Function scope: the commit comes before the response is sent, so that a 201 is never a lie.
# https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/
SessionDep = Annotated[AsyncSession, Depends(get_db, scope="function")]


# Its own 401 would differ from ours, and no 401 may tell more than another.
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="api/v1/auth/login", auto_error=False)


async def get_auth_kit(request: Request) -> AuthKit:
    """Return what logins need for as long as the application runs."""
    kit: AuthKit = request.app.state.auth_kit
    return kit


async def get_client_address(request: Request) -> str:
    """Return where a request comes from; a server behind a proxy has to be told to trust it."""
    return request.client.host if request.client else "unknown"


AuthKitDep = Annotated[AuthKit, Depends(get_auth_kit)]
ClientAddress = Annotated[str, Depends(get_client_address)]


async def get_auth_service(session: SessionDep, kit: AuthKitDep) -> AuthService:
    """Wire the rules of logins to one session."""
    return AuthService(session, AccountRepository(session), kit)


async def get_account_service(
    session: SessionDep, kit: AuthKitDep, tasks: BackgroundTasks
) -> AccountService:
    """Wire the rules of accounts to one session; their mails go out after the answer."""

    def post(message: Message) -> None:
        tasks.add_task(kit.sender.send, message)

    return AccountService(session, AccountRepository(session), kit, post)


AuthServiceDep = Annotated[AuthService, Depends(get_auth_service)]
AccountServiceDep = Annotated[AccountService, Depends(get_account_service)]


async def get_current_user(
    token: Annotated[str | None, Depends(oauth2_scheme)], service: AuthServiceDep
) -> User:
    """Return who is logged in; raises `UnauthenticatedError` when nobody is."""
    return await service.authenticate(token)


CurrentUser = Annotated[User, Depends(get_current_user)]


async def get_current_active_user(user: CurrentUser) -> User:
    """Return who is logged in; raises `ForbiddenError` when they were deactivated since."""
    if not user.is_active:
        raise ForbiddenError("This account is not active.")
    return user


CurrentActiveUser = Annotated[User, Depends(get_current_active_user)]


async def get_current_superuser(user: CurrentActiveUser) -> User:
    """Return who is logged in; raises `ForbiddenError` when it is no superuser."""
    if not user.is_superuser:
        raise ForbiddenError("This is for superusers.")
    return user


CurrentSuperuser = Annotated[User, Depends(get_current_superuser)]


async def get_user_service(session: SessionDep, kit: AuthKitDep) -> UserService:
    """Wire the rules of users to one session."""
    return UserService(session, SessionUsers(session), AccountRepository(session), kit.passwords)


UserServiceDep = Annotated[UserService, Depends(get_user_service)]
