"""The rules of logins: how one starts, goes on and ends."""

import datetime as dt
from uuid import UUID, uuid4

from app.core.security import Claims, TokenType, fingerprint, new_refresh_token
from app.db.base import utc_now
from app.db.repositories.account import AccountRepository
from app.models.refresh_token import RefreshToken
from app.models.user import User
from app.schemas.auth import LoginForm, TokenPair
from app.services.auth_kit import AuthKit
from app.services.unit_of_work import UnitOfWork
from app.utils.auth_errors import UnauthenticatedError

LOGIN = "login"
BAD_REFRESH_TOKEN = "The refresh token is no longer good."


class AuthService:
    """Who is let in, and for how long."""

    def __init__(self, unit_of_work: UnitOfWork, accounts: AccountRepository, kit: AuthKit) -> None:
        self._unit_of_work = unit_of_work
        self._accounts = accounts
        self._kit = kit

    async def authenticate(self, token: str | None) -> User:
        """Return whose access token this is.

        Raises `UnauthenticatedError`, always the same, for whatever is wrong with it.
        """
        claims = self._kit.tokens.read(TokenType.ACCESS, token) if token else None
        user = await self._accounts.get(claims.user_id) if claims else None
        if claims is None or user is None or user.credentials_version != claims.version:
            raise UnauthenticatedError("The access token is missing, or no longer good.")
        return user

    async def login(self, form: LoginForm, address: str) -> TokenPair:
        """Start a login for someone who knows the password of an account.

        Raises `UnauthenticatedError`, always the same, for an account that does not exist, is not
        verified or not active, and for a wrong password; `TooManyAttemptsError` for too many tries.
        """
        email = form.username.strip().lower()
        await self._kit.attempts.spend(LOGIN, account=email, address=address)
        user = await self._accounts.find(email)
        # Gives the connection back: hashing takes long, and others need one meanwhile.
        await self._unit_of_work.commit()
        verification = await self._kit.passwords.verify(
            form.password, user.hashed_password if user else None
        )
        if user is None or not verification.right or not may_log_in(user):
            raise UnauthenticatedError("The e-mail address or the password is wrong.")
        await self._kit.attempts.forgive(LOGIN, account=email)
        if verification.replacement:
            await self._accounts.rehash(user, verification.replacement)
        key = uuid4()
        pair, token = self._issue(user, family_id=key, key=key)
        await self._accounts.start_family(token)
        await self._unit_of_work.commit()
        return pair

    async def refresh(self, refresh_token: str) -> TokenPair:
        """Exchange a refresh token for the next pair.

        Raises `UnauthenticatedError` if it is not good. If it was used before, somebody has stolen
        either that one or its successor, and the whole login ends.
        """
        used = await self._accounts.claim_token(fingerprint(refresh_token))
        if used is None:
            await self._accounts.revoke_family(fingerprint(refresh_token))
            # The error must not take this back.
            await self._unit_of_work.commit()
            raise UnauthenticatedError(BAD_REFRESH_TOKEN)
        user = await self._accounts.get(used.user_id)
        if (
            user is None
            or not may_log_in(user)
            or user.credentials_version != used.credentials_version
        ):
            raise UnauthenticatedError(BAD_REFRESH_TOKEN)
        pair, token = self._issue(user, family_id=used.family_id)
        await self._accounts.continue_family(token)
        await self._unit_of_work.commit()
        return pair

    async def logout(self, refresh_token: str) -> None:
        """End the login that a refresh token belongs to; one that is not good ends none."""
        await self._accounts.revoke_family(fingerprint(refresh_token))
        await self._unit_of_work.commit()

    def _issue(
        self, user: User, *, family_id: UUID, key: UUID | None = None
    ) -> tuple[TokenPair, RefreshToken]:
        """Return what the client gets, and what is stored of it."""
        settings = self._kit.settings
        lifetime = dt.timedelta(minutes=settings.access_token_minutes)
        claims = Claims(user.id, user.credentials_version)
        refresh_token = new_refresh_token()
        pair = TokenPair(
            access_token=self._kit.tokens.issue(TokenType.ACCESS, claims, lifetime),
            refresh_token=refresh_token,
            expires_in=int(lifetime.total_seconds()),
        )
        stored = RefreshToken(
            id=key or uuid4(),
            token_hash=fingerprint(refresh_token),
            family_id=family_id,
            user_id=user.id,
            credentials_version=user.credentials_version,
            expires_at=utc_now() + dt.timedelta(days=settings.refresh_token_days),
        )
        return pair, stored


def may_log_in(user: User) -> bool:
    """Return whether a user who proves who they are is let in."""
    return user.is_active and user.is_verified
