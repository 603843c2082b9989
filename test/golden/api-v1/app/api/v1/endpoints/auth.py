"""Accounts and logins over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, status

from app.api.deps import AccountServiceDep, AuthServiceDep, ClientAddress, CurrentActiveUser, public
from app.schemas.auth import (
    Accepted,
    LoginForm,
    PasswordChange,
    PasswordReset,
    PasswordResetRequest,
    RefreshRequest,
    Registration,
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
from app.utils.exceptions import UnavailableError
from app.utils.problems import responses

router = APIRouter(prefix="/auth", tags=["auth"])
open_to_all = [Depends(public)]


@router.post(
    "/register",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=open_to_all,
    responses=responses(TooManyAttemptsError, UnavailableError),
)
async def register(
    payload: Registration, service: AccountServiceDep, address: ClientAddress
) -> Accepted:
    """Ask for an account. The answer is the same if there is one already; the mail is not."""
    await service.register(payload, address)
    return Accepted()


@router.post(
    "/verify",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=open_to_all,
    responses=responses(InvalidLinkError),
)
async def verify(payload: VerifyRequest, service: AccountServiceDep) -> None:
    """Verify an address with the token of the mail that a registration sends."""
    await service.verify(payload.token)


@router.post(
    "/login",
    dependencies=open_to_all,
    responses=responses(UnauthenticatedError, TooManyAttemptsError, UnavailableError),
)
async def login(
    form: Annotated[LoginForm, Form()], service: AuthServiceDep, address: ClientAddress
) -> TokenPair:
    """Log in with e-mail address and password, as OAuth2's password grant has it."""
    return await service.login(form, address)


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
    """End a login; its access token is good for the few minutes that it has left."""
    await service.logout(payload.refresh_token)


@router.post(
    "/password/change",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(
        UnauthenticatedError,
        ForbiddenError,
        WrongPasswordError,
        TooManyAttemptsError,
        UnavailableError,
    ),
)
async def change_password(
    payload: PasswordChange,
    user: CurrentActiveUser,
    service: AccountServiceDep,
    address: ClientAddress,
) -> None:
    """Change the password, and log out every device, this one included."""
    await service.change_password(user, payload, address)


@router.post(
    "/password/reset-request",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=open_to_all,
    responses=responses(TooManyAttemptsError, UnavailableError),
)
async def request_password_reset(
    payload: PasswordResetRequest, service: AccountServiceDep, address: ClientAddress
) -> Accepted:
    """Ask for the mail to set a new password. The answer is the same if there is no account."""
    await service.request_reset(payload, address)
    return Accepted()


@router.post(
    "/password/reset",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=open_to_all,
    responses=responses(InvalidLinkError),
)
async def reset_password(payload: PasswordReset, service: AccountServiceDep) -> None:
    """Set a new password with the token of the mail, and log out every device."""
    await service.reset_password(payload)
