"""The repository of accounts, for logins."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.base import utc_now
from app.models.login_session import LoginSession
from app.models.user import User
from app.repositories.integrity import domain_errors


class AccountRepository:
    """The rows of `users`. It flushes and never commits."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, user_id: UUID) -> User | None:
        """Return the user with this key, or `None`."""
        return await self._session.get(User, user_id)

    async def find(self, email: str) -> User | None:
        """Return the user with this address, in any case, or `None`."""
        return await self._session.scalar(select(User).where(User.email == email.lower()))

    async def find_by_session(self, session_id: UUID) -> User | None:
        """Return the user of an active session, or `None`."""
        return await self._session.scalar(
            select(User)
            .join(LoginSession, LoginSession.user_id == User.id)
            .where(LoginSession.id == session_id, *active_sessions())
        )

    async def add(self, user: User) -> User:
        """Insert a user; raises `ConflictError` when the address is taken."""
        self._session.add(user)
        with domain_errors():
            await self._session.flush()
        return user

    async def change_credentials(
        self, user_id: UUID, version: int, values: Mapping[str, Any]
    ) -> bool:
        """Change a user, and end their sessions and mailed links.

        Return whether the credentials had this version: of parallel requests with one version, one
        succeeds. Raises `ConflictError` when the address is taken.
        """
        return await self._update(
            user_id, version, {**values, "credentials_version": User.credentials_version + 1}
        )

    async def end_logins(self, user_id: UUID) -> None:
        """End the sessions and the mailed links of a user."""
        await self._session.execute(
            update(User)
            .where(User.id == user_id)
            .values(
                credentials_version=User.credentials_version + 1,
                # Prevents `onupdate`, which would make the row in the session outdated.
                updated_at=User.updated_at,
            )
        )

    async def rehash(self, user: User, hashed_password: str) -> None:
        """Store a new hash of the same password, unless the credentials have changed."""
        await self._update(user.id, user.credentials_version, {"hashed_password": hashed_password})

    async def lock_for_login(self, user: User) -> bool:
        """Lock a user; return whether the credentials are still those that were checked.

        A session can then be inserted, since the user is not deleted before this transaction ends.
        """
        found = await self._session.scalar(
            select(User.id)
            .where(User.id == user.id, User.credentials_version == user.credentials_version)
            .with_for_update(read=True, key_share=True)
        )
        return found is not None

    async def lock_superusers(self) -> Sequence[UUID]:
        """Make parallel changes of superusers wait until this transaction ends.

        Return the keys of the superusers who can log in.
        """
        rows = await self._session.scalars(
            select(User.id)
            .where(*working_superusers())
            .order_by(User.id)
            .with_for_update(key_share=True)
        )
        return rows.all()

    async def _update(self, user_id: UUID, version: int, values: Mapping[str, Any]) -> bool:
        with domain_errors():
            changed = await self._session.scalar(
                update(User)
                .where(User.id == user_id, User.credentials_version == version)
                .values(**values)
                .returning(User.id)
            )
        return changed is not None


def working_superusers() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for a superuser who can log in."""
    return User.is_superuser.is_(True), User.is_active.is_(True), User.is_verified.is_(True)


def active_sessions() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for an active session, in a statement that joins its user."""
    return (
        LoginSession.revoked_at.is_(None),
        LoginSession.expires_at > utc_now(),
        LoginSession.credentials_version == User.credentials_version,
    )
