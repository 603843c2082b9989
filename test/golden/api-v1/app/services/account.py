"""The rules of accounts: how one is made, proved, and kept when its password changes."""

import datetime as dt

from app.core.security import Claims, TokenType
from app.db.repositories.account import AccountRepository
from app.models.user import User
from app.schemas.auth import PasswordChange, PasswordReset, PasswordResetRequest, Registration
from app.services.auth_kit import AuthKit
from app.services.email import Post, account_exists, password_changed, password_reset, welcome
from app.services.unit_of_work import UnitOfWork
from app.utils.auth_errors import InvalidLinkError, WrongPasswordError
from app.utils.exceptions import ConflictError

MAIL = "mail"
PASSWORD = "password"
BAD_LINK = "The link is no longer good."


class AccountService:
    """What people do with their own account, logged in or not.

    Nothing that is told to who is not logged in depends on whether the account exists.
    """

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        accounts: AccountRepository,
        kit: AuthKit,
        post: Post,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._accounts = accounts
        self._kit = kit
        self._post = post

    async def register(self, payload: Registration, address: str) -> None:
        """Make an account that waits for its address to be verified, and send the mail for that.

        An account that exists gets another mail. One that is not verified is made anew: its
        password may be of somebody else, who waits for the owner of the address to verify it.

        Raises `TooManyAttemptsError` if there were too many mails to, or requests from, an address.
        """
        await self._kit.attempts.spend(MAIL, account=payload.email, address=address)
        hashed_password = await self._kit.passwords.hash(payload.password)
        user = await self._accounts.find(payload.email)
        if user is not None and user.is_verified:
            self._post(account_exists(user.email))
            return
        if user is None:
            user = User(email=payload.email, credentials_version=0)
        user.hashed_password = hashed_password
        user.full_name = payload.full_name
        # The links of earlier mails die.
        user.credentials_version += 1
        try:
            await self._accounts.add(user)
        except ConflictError:
            # Another request has just made it, and sends the mail.
            return
        await self._unit_of_work.commit()
        lifetime = dt.timedelta(hours=self._kit.settings.verify_token_hours)
        self._post(welcome(user.email, self._link(TokenType.VERIFY, user, lifetime)))

    async def verify(self, token: str) -> None:
        """Verify an address. Raises `InvalidLinkError` if the token of the mail is not good."""
        claims = self._read(TokenType.VERIFY, token)
        if not await self._accounts.verify(claims.user_id, claims.version):
            raise InvalidLinkError(BAD_LINK)
        await self._unit_of_work.commit()

    async def change_password(self, user: User, payload: PasswordChange, address: str) -> None:
        """Change the password of who is logged in, and log out every device.

        Raises `WrongPasswordError` if the present password is wrong, `TooManyAttemptsError` if it
        was tried too often.
        """
        # Whoever has stolen an access token must not guess the password with it.
        await self._kit.attempts.spend(PASSWORD, account=user.email, address=address)
        # Gives the connection back: hashing takes long, and others need one meanwhile.
        await self._unit_of_work.commit()
        present = await self._kit.passwords.verify(payload.current_password, user.hashed_password)
        claims = Claims(user.id, user.credentials_version)
        if not present.right or not await self._replace_password(claims, payload.new_password):
            raise WrongPasswordError("This is not the password.", field="current_password")
        await self._kit.attempts.forgive(PASSWORD, account=user.email)
        self._post(password_changed(user.email))

    async def request_reset(self, payload: PasswordResetRequest, address: str) -> None:
        """Send the mail to set a new password, if there is such an account.

        Raises `TooManyAttemptsError` if there were too many mails to, or requests from, an address.
        """
        await self._kit.attempts.spend(MAIL, account=payload.email, address=address)
        user = await self._accounts.find(payload.email)
        if user is None or not user.is_active:
            return
        lifetime = dt.timedelta(minutes=self._kit.settings.reset_token_minutes)
        self._post(password_reset(user.email, self._link(TokenType.RESET, user, lifetime)))

    async def reset_password(self, payload: PasswordReset) -> None:
        """Set a new password, and log out every device.

        The mail proves the address, so the account is verified too. Raises `InvalidLinkError` if
        the token of the mail is not good.
        """
        claims = self._read(TokenType.RESET, payload.token)
        user = await self._accounts.get(claims.user_id)
        if user is None or not user.is_active or user.credentials_version != claims.version:
            raise InvalidLinkError(BAD_LINK)
        await self._accounts.verify(claims.user_id, claims.version)
        await self._unit_of_work.commit()
        if not await self._replace_password(claims, payload.new_password):
            raise InvalidLinkError(BAD_LINK)
        self._post(password_changed(user.email))

    async def _replace_password(self, claims: Claims, password: str) -> bool:
        hashed = await self._kit.passwords.hash(password)
        changed = await self._accounts.replace_password(claims.user_id, claims.version, hashed)
        await self._unit_of_work.commit()
        return changed

    def _read(self, token_type: TokenType, token: str) -> Claims:
        claims = self._kit.tokens.read(token_type, token)
        if claims is None:
            raise InvalidLinkError(BAD_LINK)
        return claims

    def _link(self, token_type: TokenType, user: User, lifetime: dt.timedelta) -> str:
        claims = Claims(user.id, user.credentials_version)
        token = self._kit.tokens.issue(token_type, claims, lifetime)
        # After the `#`, which browsers send to no server: no access log has it.
        return f"{self._kit.settings.public_url}/{token_type.value}#token={token}"
