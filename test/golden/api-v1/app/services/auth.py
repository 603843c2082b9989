"""The rules of logins: how a session begins, continues and ends."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

import structlog

from app.core.security import AccessClaims, fingerprint, new_refresh_token
from app.db.base import utc_now
from app.db.repositories.account import AccountRepository
from app.db.repositories.login_session import LoginSessionRepository
from app.models.login_session import MAX_ADDRESS_LENGTH, MAX_USER_AGENT_LENGTH, LoginSession
from app.models.refresh_token import RefreshToken
from app.models.user import User
from app.schemas.auth import MAX_SESSIONS, LoginForm, SessionList, SessionResponse, TokenPair
from app.services.auth_kit import AuthKit
from app.services.password_check import check_password
from app.services.unit_of_work import UnitOfWork
from app.utils.attempts import Attempt, network_of
from app.utils.auth_errors import UnauthenticatedError
from app.utils.client import Client
from app.utils.exceptions import NotFoundError

INVALID_REFRESH_TOKEN = "The refresh token is not valid."


@dataclass(frozen=True, slots=True)
class Identity:
    """The user of a request, and the session in which they make it."""

    user: User
    session_id: UUID


class AuthService:
    """Logins, refreshes, and the sessions of a user."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        accounts: AccountRepository,
        sessions: LoginSessionRepository,
        kit: AuthKit,
        client: Client,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._accounts = accounts
        self._sessions = sessions
        self._kit = kit
        self._client = client
        self._log = structlog.get_logger("security").bind(address=client.address)

    async def authenticate(self, token: str | None) -> Identity:
        """Return the user and the session of an access token.

        Raises `UnauthenticatedError`, always the same, if the token is invalid or its session ended.
        """
        claims = self._kit.tokens.read(AccessClaims, token) if token else None
        user = await self._accounts.find_by_session(claims.sid) if claims else None
        if claims is None or user is None:
            raise UnauthenticatedError("The access token is missing or not valid.")
        return Identity(user, claims.sid)

    async def login(self, form: LoginForm) -> TokenPair:
        """Begin a session.

        Raises `UnauthenticatedError`, always the same, for a wrong password and for an account that
        does not exist, is not verified or not active; and what `check_password` raises.
        """
        email = form.username.strip().lower()
        user = await self._accounts.find(email)
        attempt = Attempt(
            "login", email, self._client.address, is_known=await self._knows_network(user)
        )
        # Releases the connection while the password is hashed.
        await self._unit_of_work.commit()
        user = user if user and may_log_in(user) else None
        error = UnauthenticatedError("The e-mail address or the password is wrong.")
        replacement = await check_password(self._kit, attempt, form.password, user, error=error)
        if user is None or not await self._accounts.lock_for_login(user):
            raise error
        if replacement:
            await self._accounts.rehash(user, replacement)
        login = self._new_session(user)
        pair, token = self._issue(login)
        await self._sessions.add(login, token, limit=MAX_SESSIONS)
        await self._unit_of_work.commit()
        self._log.info("logged in", user_id=str(user.id), session_id=str(login.id))
        return pair

    async def refresh(self, refresh_token: str) -> TokenPair:
        """Exchange a refresh token for the next pair.

        Raises `UnauthenticatedError` if it is not valid. If it was used before, either it or its
        successor was stolen, and the session ends.
        """
        token_hash = fingerprint(refresh_token)
        lifetime = dt.timedelta(days=self._kit.settings.refresh_token_days)
        login = await self._sessions.extend(token_hash, lifetime)
        if login is None:
            raise UnauthenticatedError(INVALID_REFRESH_TOKEN)
        if not await self._sessions.use_token(token_hash):
            await self._sessions.revoke(login.user_id, login.id)
            # Before the error, which would roll it back.
            await self._unit_of_work.commit()
            self._log.warning(
                "refresh token reused", user_id=str(login.user_id), session_id=str(login.id)
            )
            raise UnauthenticatedError(INVALID_REFRESH_TOKEN)
        user = await self._accounts.get(login.user_id)
        if (
            user is None
            or not may_log_in(user)
            or user.credentials_version != login.credentials_version
        ):
            raise UnauthenticatedError(INVALID_REFRESH_TOKEN)
        pair, token = self._issue(login)
        await self._sessions.delete_used_tokens(login.id, before=utc_now() - lifetime)
        await self._sessions.add_token(token)
        await self._unit_of_work.commit()
        return pair

    async def logout(self, refresh_token: str) -> None:
        """End the session of a refresh token; do nothing if there is none."""
        login = await self._sessions.revoke_by_token(fingerprint(refresh_token))
        await self._unit_of_work.commit()
        if login:
            self._log_revoked(login.user_id, login.id)

    async def list_sessions(self, identity: Identity) -> SessionList:
        """Return the active sessions of a user."""
        rows = await self._sessions.list_active(identity.user.id, limit=MAX_SESSIONS)
        return SessionList(items=[to_response(row, identity.session_id) for row in rows])

    async def end_session(self, user: User, session_id: UUID) -> None:
        """End a session of a user. Raises `NotFoundError` if they have no such active session."""
        revoked = await self._sessions.revoke(user.id, session_id)
        await self._unit_of_work.commit()
        if not revoked:
            raise NotFoundError("session not found", resource="session", key=session_id)
        self._log_revoked(user.id, session_id)

    async def end_sessions(self, user: User) -> None:
        """End every session of a user, this one included."""
        revoked = await self._sessions.revoke_all(user.id)
        await self._unit_of_work.commit()
        for session_id in revoked:
            self._log_revoked(user.id, session_id)

    async def _knows_network(self, user: User | None) -> bool:
        if user is None:
            return False
        addresses = await self._sessions.addresses(user.id, limit=MAX_SESSIONS)
        return network_of(self._client.address) in {network_of(each) for each in addresses}

    def _new_session(self, user: User) -> LoginSession:
        now = utc_now()
        printable = "".join(each for each in self._client.user_agent if each.isprintable())
        return LoginSession(
            id=uuid4(),
            user_id=user.id,
            credentials_version=user.credentials_version,
            address=self._client.address[:MAX_ADDRESS_LENGTH],
            user_agent=printable[:MAX_USER_AGENT_LENGTH],
            last_used_at=now,
            expires_at=now + dt.timedelta(days=self._kit.settings.refresh_token_days),
        )

    def _issue(self, login: LoginSession) -> tuple[TokenPair, RefreshToken]:
        """Return the tokens for the client, and the refresh token to store."""
        lifetime = dt.timedelta(minutes=self._kit.settings.access_token_minutes)
        claims = AccessClaims(sub=login.user_id, sid=login.id)
        refresh_token = new_refresh_token()
        pair = TokenPair(
            access_token=self._kit.tokens.issue(claims, lifetime),
            refresh_token=refresh_token,
            expires_in=int(lifetime.total_seconds()),
        )
        return pair, RefreshToken(token_hash=fingerprint(refresh_token), session_id=login.id)

    def _log_revoked(self, user_id: UUID, session_id: UUID) -> None:
        self._log.info("session revoked", user_id=str(user_id), session_id=str(session_id))


def may_log_in(user: User) -> bool:
    """Return whether a user with the right password may log in."""
    return user.is_active and user.is_verified


def to_response(login: LoginSession, current: UUID) -> SessionResponse:
    """Return the response for a session; `current` is the session of the request."""
    return SessionResponse(
        id=login.id,
        address=login.address,
        user_agent=login.user_agent,
        created_at=login.created_at,
        last_used_at=login.last_used_at,
        expires_at=login.expires_at,
        is_current=login.id == current,
    )
