"""Registration, logins, sessions and passwords over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, status

from app.api.deps import (
    AccountServiceDep,
    AuthServiceDep,
    CurrentActiveUser,
    CurrentIdentity,
    get_current_active_user,
    public,
)
from app.schemas.auth import (
    Accepted,
    EmailChange,
    EmailConfirmation,
    LoginForm,
    PasswordChange,
    PasswordReset,
    PasswordResetRequest,
    RefreshRequest,
    Registration,
    SessionList,
    TokenPair,
    VerifyRequest,
)
from app.utils.auth_errors import (
    ForbiddenError,
    InvalidLinkError,
    TooManyAttemptsError,
    UnauthenticatedError,
    WrongPasswordError,
)
from app.utils.exceptions import NotFoundError, UnavailableError
from app.utils.problems import responses

router = APIRouter(prefix="/auth", tags=["auth"])
open_to_all = [Depends(public)]
confirmed_by_password = responses(
    UnauthenticatedError,
    ForbiddenError,
    WrongPasswordError,
    TooManyAttemptsError,
    UnavailableError,
)


@router.post(
    "/register",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=open_to_all,
    responses=responses(TooManyAttemptsError, UnavailableError),
)
async def register(payload: Registration, service: AccountServiceDep) -> Accepted:
    """Ask for an account. The response is the same if there is one already; the mail differs."""
    await service.register(payload)
    return Accepted()


@router.post(
    "/verify",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=open_to_all,
    responses=responses(InvalidLinkError, UnavailableError),
)
async def verify(payload: VerifyRequest, service: AccountServiceDep) -> None:
    """Create the account with the token of the mail, and choose its password."""
    await service.verify(payload)


@router.post(
    "/login",
    dependencies=open_to_all,
    responses=responses(UnauthenticatedError, TooManyAttemptsError, UnavailableError),
)
async def login(form: Annotated[LoginForm, Form()], service: AuthServiceDep) -> TokenPair:
    """Log in with e-mail address and password (OAuth2 password grant)."""
    return await service.login(form)


@router.post("/refresh", dependencies=open_to_all, responses=responses(UnauthenticatedError))
async def refresh(payload: RefreshRequest, service: AuthServiceDep) -> TokenPair:
    """Exchange a refresh token, once, for the next pair of tokens."""
    return await service.refresh(payload.refresh_token)


@router.post(
    "/logout",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=open_to_all,
    responses=responses(),
)
async def logout(payload: RefreshRequest, service: AuthServiceDep) -> None:
    """End the session of a refresh token, and its access tokens with it."""
    await service.logout(payload.refresh_token)


@router.get(
    "/sessions",
    dependencies=[Depends(get_current_active_user)],
    responses=responses(UnauthenticatedError, ForbiddenError),
)
async def list_sessions(identity: CurrentIdentity, service: AuthServiceDep) -> SessionList:
    """List the active sessions of the user, those used last first."""
    return await service.list_sessions(identity)


@router.delete(
    "/sessions",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnauthenticatedError, ForbiddenError),
)
async def end_sessions(user: CurrentActiveUser, service: AuthServiceDep) -> None:
    """Log out everywhere: end every session of the user, this one included."""
    await service.end_sessions(user)


@router.delete(
    "/sessions/{session_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnauthenticatedError, ForbiddenError, NotFoundError),
)
async def end_session(session_id: UUID, user: CurrentActiveUser, service: AuthServiceDep) -> None:
    """End one session of the user."""
    await service.end_session(user, session_id)


@router.post(
    "/password/change",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=confirmed_by_password,
)
async def change_password(
    payload: PasswordChange, user: CurrentActiveUser, service: AccountServiceDep
) -> None:
    """Change the password, and end every session of the user, this one included."""
    await service.change_password(user, payload)


@router.post(
    "/password/reset-request",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=open_to_all,
    responses=responses(TooManyAttemptsError, UnavailableError),
)
async def request_password_reset(
    payload: PasswordResetRequest, service: AccountServiceDep
) -> Accepted:
    """Ask for a mail to set a new password. The response is the same if there is no account."""
    await service.request_reset(payload)
    return Accepted()


@router.post(
    "/password/reset",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=open_to_all,
    responses=responses(InvalidLinkError, UnavailableError),
)
async def reset_password(payload: PasswordReset, service: AccountServiceDep) -> None:
    """Set a new password with the token of the mail, and end every session of the user."""
    await service.reset_password(payload)


@router.post(
    "/email/change",
    status_code=status.HTTP_202_ACCEPTED,
    responses=confirmed_by_password,
)
async def request_email_change(
    payload: EmailChange, user: CurrentActiveUser, service: AccountServiceDep
) -> Accepted:
    """Ask for a mail to a new address. The response is the same if the address is taken."""
    await service.request_email_change(user, payload)
    return Accepted()


@router.post(
    "/email/confirm",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(UnauthenticatedError, ForbiddenError, InvalidLinkError),
)
async def confirm_email(
    payload: EmailConfirmation, user: CurrentActiveUser, service: AccountServiceDep
) -> None:
    """Change the address with the token of the mail, and end every session of the user."""
    await service.confirm_email(user, payload.token)
