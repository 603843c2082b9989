"""The statements of login sessions and their refresh tokens."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Update, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.base import utc_now
from app.db.repositories.account import active_sessions
from app.models.login_session import LoginSession
from app.models.refresh_token import RefreshToken
from app.models.user import User


@dataclass(frozen=True, slots=True)
class SessionStats:
    """Statistics of the sessions of one user."""

    active_sessions: int = 0
    last_login_at: dt.datetime | None = None


class LoginSessionRepository:
    """The rows of `login_sessions` and `refresh_tokens`. It flushes and never commits.

    Every change of a session begins with its row in `login_sessions`, which locks it: a logout and
    a refresh at the same time happen one after the other, and a revoked session stays revoked.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, login: LoginSession, token: RefreshToken, *, limit: int) -> None:
        """Insert a session with its first refresh token.

        Delete the user's expired sessions, and those used longest ago of more than `limit`.
        """
        oldest = (
            select(LoginSession.id)
            .where(LoginSession.user_id == login.user_id)
            .order_by(LoginSession.last_used_at.desc())
            .offset(limit - 1)
        )
        await self._session.execute(
            delete(LoginSession).where(
                LoginSession.user_id == login.user_id,
                or_(LoginSession.expires_at <= utc_now(), LoginSession.id.in_(oldest)),
            )
        )
        self._session.add(login)
        await self._session.flush()
        await self.add_token(token)

    async def add_token(self, token: RefreshToken) -> None:
        """Insert the next refresh token of a session."""
        self._session.add(token)
        await self._session.flush()

    async def extend(self, token_hash: str, lifetime: dt.timedelta) -> LoginSession | None:
        """Extend the session of a refresh token, used or not; `None` if it has ended."""
        now = utc_now()
        return await self._session.scalar(
            update(LoginSession)
            .where(
                LoginSession.id == session_of(token_hash),
                LoginSession.revoked_at.is_(None),
                LoginSession.expires_at > now,
            )
            .values(last_used_at=now, expires_at=now + lifetime)
            .returning(LoginSession)
        )

    async def use_token(self, token_hash: str) -> bool:
        """Mark a refresh token as used; return whether it was unused."""
        used = await self._session.scalar(
            update(RefreshToken)
            .where(RefreshToken.token_hash == token_hash, RefreshToken.used_at.is_(None))
            .values(used_at=utc_now())
            .returning(RefreshToken.id)
        )
        return used is not None

    async def delete_used_tokens(self, session_id: UUID, *, before: dt.datetime) -> None:
        """Delete the tokens of a session that were used before a time."""
        await self._session.execute(
            delete(RefreshToken).where(
                RefreshToken.session_id == session_id, RefreshToken.used_at < before
            )
        )

    async def revoke_by_token(self, token_hash: str) -> LoginSession | None:
        """Revoke the session of a refresh token, and return it; `None` if none was active."""
        return await self._session.scalar(
            revoking(LoginSession.id == session_of(token_hash)).returning(LoginSession)
        )

    async def revoke(self, user_id: UUID, session_id: UUID) -> bool:
        """Revoke a session of a user; return whether it was active."""
        revoked = await self._session.scalar(
            revoking(LoginSession.id == session_id, LoginSession.user_id == user_id).returning(
                LoginSession.id
            )
        )
        return revoked is not None

    async def revoke_all(self, user_id: UUID) -> Sequence[UUID]:
        """Revoke every session of a user, and return the keys of those that were active."""
        rows = await self._session.scalars(
            revoking(LoginSession.user_id == user_id).returning(LoginSession.id)
        )
        return rows.all()

    async def list_active(self, user_id: UUID, *, limit: int) -> Sequence[LoginSession]:
        """Return the active sessions of a user, those used last first."""
        rows = await self._session.scalars(
            select(LoginSession)
            .join(User, LoginSession.user_id == User.id)
            .where(LoginSession.user_id == user_id, *active_sessions())
            .order_by(LoginSession.last_used_at.desc(), LoginSession.id)
            .limit(limit)
        )
        return rows.all()

    async def addresses(self, user_id: UUID, *, limit: int) -> Sequence[str]:
        """Return the addresses of the latest sessions of a user, ended ones included."""
        rows = await self._session.scalars(
            select(LoginSession.address)
            .where(LoginSession.user_id == user_id)
            .order_by(LoginSession.created_at.desc())
            .limit(limit)
        )
        return rows.all()

    async def stats(self, user_ids: Sequence[UUID]) -> Mapping[UUID, SessionStats]:
        """Return the statistics of these users; a user without a session is left out."""
        rows = await self._session.execute(
            select(
                LoginSession.user_id,
                func.count().filter(*active_sessions()),
                func.max(LoginSession.created_at),
            )
            .join(User, LoginSession.user_id == User.id)
            .where(LoginSession.user_id.in_(user_ids))
            .group_by(LoginSession.user_id)
        )
        return {user_id: SessionStats(active, last) for user_id, active, last in rows}


def revoking(*conditions: ColumnElement[bool]) -> Update:
    """Return the statement that revokes the active sessions that meet the conditions."""
    return (
        update(LoginSession)
        .where(LoginSession.revoked_at.is_(None), *conditions)
        .values(revoked_at=utc_now())
    )


def session_of(token_hash: str) -> ScalarSelect[UUID]:
    """Return the subquery for the session of a refresh token."""
    return (
        select(RefreshToken.session_id)
        .where(RefreshToken.token_hash == token_hash)
        .scalar_subquery()
    )
