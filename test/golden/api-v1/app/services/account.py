"""The rules of accounts: registration, passwords and e-mail addresses."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog

from app.core.security import Claims, ClaimsT, EmailChangeClaims, RegistrationClaims, ResetClaims
from app.db.repositories.account import AccountRepository
from app.db.repositories.login_session import LoginSessionRepository
from app.models.user import User
from app.schemas.auth import (
    EmailChange,
    PasswordChange,
    PasswordReset,
    PasswordResetRequest,
    Registration,
    VerifyRequest,
)
from app.services.auth_kit import AuthKit
from app.services.email import (
    Post,
    account_exists,
    email_change,
    email_changed,
    password_changed,
    password_reset,
    welcome,
)
from app.services.password_check import check_password
from app.services.unit_of_work import UnitOfWork
from app.utils.attempts import Attempt
from app.utils.auth_errors import InvalidLinkError, WrongPasswordError
from app.utils.client import Client
from app.utils.exceptions import ConflictError

INVALID_LINK = "The link is not valid any more."


class AccountService:
    """Operations of users on their own accounts.

    No response to a client that is not logged in depends on whether an account exists.
    """

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        accounts: AccountRepository,
        sessions: LoginSessionRepository,
        kit: AuthKit,
        client: Client,
        post: Post,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._accounts = accounts
        self._sessions = sessions
        self._kit = kit
        self._client = client
        self._post = post
        self._log = structlog.get_logger("security").bind(address=client.address)

    async def register(self, payload: Registration) -> None:
        """Mail a link to create an account; another mail if there is an account already.

        Nothing is stored before the link is opened, and the password is chosen then: registering
        the address of another person gives no access to the account.

        Raises `TooManyAttemptsError` if one network has requested too many mails.
        """
        if not await self._may_mail(payload.email):
            return
        user = await self._accounts.find(payload.email)
        if user is not None and user.is_verified:
            self._post(account_exists(user.email))
            return
        lifetime = dt.timedelta(hours=self._kit.settings.verify_token_hours)
        link = self._link(RegistrationClaims(sub=payload.email), lifetime)
        self._post(welcome(payload.email, link))

    async def verify(self, payload: VerifyRequest) -> None:
        """Create the account of a registration, or verify one that a superuser has created.

        Raises `InvalidLinkError` if the token is not valid or the address is verified already,
        `OverloadedError` if too many passwords wait to be hashed.
        """
        claims = self._read(RegistrationClaims, payload.token)
        user = await self._accounts.find(claims.sub)
        if user is not None and user.is_verified:
            raise InvalidLinkError(INVALID_LINK)
        # Releases the connection while the password is hashed.
        await self._unit_of_work.commit()
        values = {
            "hashed_password": await self._kit.passwords.hash(payload.password),
            "full_name": payload.full_name,
            "is_verified": True,
        }
        if user is None:
            is_first = await self._create(claims.sub, values)
        else:
            is_first = await self._change_credentials(user.id, user.credentials_version, values)
        if not is_first:
            raise InvalidLinkError(INVALID_LINK)
        await self._unit_of_work.commit()

    async def change_password(self, user: User, payload: PasswordChange) -> None:
        """Change the password of a user, and end their sessions.

        Raises `WrongPasswordError` if the current password is wrong, and what `check_password`
        raises.
        """
        await self._confirm(user, payload.current_password)
        values = {"hashed_password": await self._kit.passwords.hash(payload.new_password)}
        if not await self._change_credentials(user.id, user.credentials_version, values):
            raise wrong_password()
        await self._unit_of_work.commit()
        self._report_password_change(user)

    async def request_reset(self, payload: PasswordResetRequest) -> None:
        """Mail a link to set a new password, if there is such an account.

        Raises `TooManyAttemptsError` if one network has requested too many mails.
        """
        if not await self._may_mail(payload.email):
            return
        user = await self._accounts.find(payload.email)
        if user is None or not user.is_active:
            return
        lifetime = dt.timedelta(minutes=self._kit.settings.reset_token_minutes)
        claims = ResetClaims(sub=user.id, ver=user.credentials_version)
        self._post(password_reset(user.email, self._link(claims, lifetime)))

    async def reset_password(self, payload: PasswordReset) -> None:
        """Set a new password, and end the sessions of the user.

        The mail proves the address, so it is verified too. Raises `InvalidLinkError` if the token
        is not valid, `OverloadedError` if too many passwords wait to be hashed.
        """
        claims = self._read(ResetClaims, payload.token)
        user = await self._accounts.get(claims.sub)
        if user is None or not user.is_active or user.credentials_version != claims.ver:
            raise InvalidLinkError(INVALID_LINK)
        # Releases the connection while the password is hashed.
        await self._unit_of_work.commit()
        hashed_password = await self._kit.passwords.hash(payload.new_password)
        values = {"hashed_password": hashed_password, "is_verified": True}
        if not await self._change_credentials(claims.sub, claims.ver, values):
            raise InvalidLinkError(INVALID_LINK)
        await self._unit_of_work.commit()
        self._report_password_change(user)

    async def request_email_change(self, user: User, payload: EmailChange) -> None:
        """Mail a link to the new address of a user; another mail if it has an account already.

        Raises `WrongPasswordError` if the current password is wrong, `TooManyAttemptsError` if one
        network has requested too many mails, and what `check_password` raises.
        """
        await self._confirm(user, payload.current_password)
        if not await self._may_mail(payload.email):
            return
        if await self._accounts.find(payload.email) is not None:
            self._post(account_exists(payload.email))
            return
        lifetime = dt.timedelta(hours=self._kit.settings.verify_token_hours)
        claims = EmailChangeClaims(sub=user.id, ver=user.credentials_version, email=payload.email)
        self._post(email_change(payload.email, self._link(claims, lifetime)))

    async def confirm_email(self, user: User, token: str) -> None:
        """Change the e-mail address of a user, and end their sessions.

        The link is valid only for the user who requested it, so that it cannot give an account the
        address of another person. Raises `InvalidLinkError` if the token is not valid, or the
        address was taken meanwhile.
        """
        claims = self._read(EmailChangeClaims, token)
        if claims.sub != user.id:
            raise InvalidLinkError(INVALID_LINK)
        former = user.email
        try:
            changed = await self._change_credentials(
                claims.sub, claims.ver, {"email": claims.email}
            )
        except ConflictError as error:
            raise InvalidLinkError(INVALID_LINK) from error
        if not changed:
            raise InvalidLinkError(INVALID_LINK)
        await self._unit_of_work.commit()
        self._log.warning("email changed", user_id=str(claims.sub))
        self._post(email_changed(former))

    async def _may_mail(self, to: str) -> bool:
        return await self._kit.attempts.allow_mail(to=to, address=self._client.address)

    async def _confirm(self, user: User, password: str) -> None:
        """Check the current password of a logged-in user: a stolen token must not be enough."""
        # Releases the connection while the password is hashed.
        await self._unit_of_work.commit()
        attempt = Attempt("password", str(user.id), self._client.address)
        await check_password(self._kit, attempt, password, user, error=wrong_password())

    async def _create(self, address: str, values: Mapping[str, Any]) -> bool:
        try:
            await self._accounts.add(User(email=address, **values))
        except ConflictError:
            # Another request with the same link was faster.
            return False
        return True

    async def _change_credentials(
        self, user_id: UUID, version: int, values: Mapping[str, Any]
    ) -> bool:
        """Change credentials and end sessions; return whether the version was the current one."""
        if not await self._accounts.change_credentials(user_id, version, values):
            return False
        await self._sessions.revoke_all(user_id)
        return True

    def _report_password_change(self, user: User) -> None:
        self._log.warning("password changed", user_id=str(user.id))
        self._post(password_changed(user.email))

    def _read(self, kind: type[ClaimsT], token: str) -> ClaimsT:
        claims = self._kit.tokens.read(kind, token)
        if claims is None:
            raise InvalidLinkError(INVALID_LINK)
        return claims

    def _link(self, claims: Claims, lifetime: dt.timedelta) -> str:
        token = self._kit.tokens.issue(claims, lifetime)
        # After the `#`, which browsers do not send: no access log contains it.
        return f"{self._kit.settings.public_url}/{claims.kind}#token={token}"


def wrong_password() -> WrongPasswordError:
    """Return the error for a wrong current password."""
    return WrongPasswordError("The password is wrong.", field="current_password")
