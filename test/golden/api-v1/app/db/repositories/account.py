"""The statements of users and their refresh tokens that logins need."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.base import utc_now
from app.models.refresh_token import RefreshToken
from app.models.user import User
from app.utils.integrity import domain_errors


@dataclass(frozen=True, slots=True)
class SessionStats:
    """What the logins of one user tell: how many go on, and when the last one was."""

    active_sessions: int = 0
    last_login_at: dt.datetime | None = None


class AccountRepository:
    """The rows of `users` and `refresh_tokens`. It flushes, and never commits."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, user_id: UUID) -> User | None:
        """Return the user with this key, or `None`."""
        return await self._session.get(User, user_id)

    async def find(self, email: str) -> User | None:
        """Return the user with this address, in whatever case, or `None`."""
        return await self._session.scalar(select(User).where(User.email == email.lower()))

    async def add(self, user: User) -> User:
        """Insert a user; raises `ConflictError` when the address is taken."""
        self._session.add(user)
        with domain_errors():
            await self._session.flush()
        return user

    async def verify(self, user_id: UUID, version: int) -> bool:
        """Note that the address is theirs; return whether the credentials were of this version."""
        return await self._change(user_id, version, {"is_verified": True})

    async def replace_password(self, user_id: UUID, version: int, hashed_password: str) -> bool:
        """Store a password, and end every login with the former one.

        Return whether the credentials were of this version: of two requests with one token, only
        the first finds them so.
        """
        values = {"hashed_password": hashed_password, "credentials_version": version + 1}
        changed = await self._change(user_id, version, values)
        if changed:
            await self._revoke(RefreshToken.user_id == user_id)
        return changed

    async def rehash(self, user: User, hashed_password: str) -> None:
        """Store the same password in a newer form, unless it was changed meanwhile."""
        values = {"hashed_password": hashed_password}
        await self._change(user.id, user.credentials_version, values)

    async def start_family(self, token: RefreshToken) -> None:
        """Insert the first refresh token of a login, and forget the user's expired ones."""
        await self._session.execute(
            delete(RefreshToken).where(
                RefreshToken.user_id == token.user_id, RefreshToken.expires_at <= utc_now()
            )
        )
        await self.continue_family(token)

    async def continue_family(self, token: RefreshToken) -> None:
        """Insert the next refresh token of a login."""
        self._session.add(token)
        await self._session.flush()

    async def claim_token(self, token_hash: str) -> RefreshToken | None:
        """Use up a refresh token; `None` if it is unknown, used, revoked or expired.

        One statement, so that of many requests with one token only one gets it.
        """
        now = utc_now()
        return await self._session.scalar(
            update(RefreshToken)
            .where(RefreshToken.token_hash == token_hash, *alive(now))
            .values(used_at=now)
            .returning(RefreshToken)
        )

    async def revoke_family(self, token_hash: str) -> None:
        """End the login that a refresh token belongs to; an unknown token ends none."""
        family = select(RefreshToken.family_id).where(RefreshToken.token_hash == token_hash)
        await self._revoke(RefreshToken.family_id.in_(family))

    async def stats(self, user_ids: Sequence[UUID]) -> Mapping[UUID, SessionStats]:
        """Return what the logins of these users tell; a user who never logged in is left out."""
        rows = await self._session.execute(
            select(
                RefreshToken.user_id,
                func.count().filter(*alive(utc_now())),
                # The first token of a family was made by the login, the others by refreshing it.
                func.max(RefreshToken.created_at).filter(RefreshToken.id == RefreshToken.family_id),
            )
            .where(RefreshToken.user_id.in_(user_ids))
            .group_by(RefreshToken.user_id)
        )
        return {user_id: SessionStats(active, last) for user_id, active, last in rows}

    async def _change(self, user_id: UUID, version: int, values: Mapping[str, Any]) -> bool:
        changed = await self._session.scalar(
            update(User)
            .where(User.id == user_id, User.credentials_version == version)
            .values(**values)
            .returning(User.id)
        )
        return changed is not None

    async def _revoke(self, whose: ColumnElement[bool]) -> None:
        await self._session.execute(
            update(RefreshToken)
            .where(whose, RefreshToken.revoked_at.is_(None))
            .values(revoked_at=utc_now())
            .execution_options(synchronize_session=False)
        )


def alive(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of a refresh token that can be used; each login has at most one."""
    return (
        RefreshToken.used_at.is_(None),
        RefreshToken.revoked_at.is_(None),
        RefreshToken.expires_at > now,
    )
