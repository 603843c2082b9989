"""The business rules of users: what superusers, and users themselves, may do."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

import structlog

from app.db.repositories.account import AccountRepository
from app.db.repositories.login_session import LoginSessionRepository, SessionStats
from app.models.user import User
from app.schemas.user import (
    ProfileUpdate,
    UserCreate,
    UserPage,
    UserQuery,
    UserResponse,
    UserUpdate,
    UserWithStats,
)
from app.services.unit_of_work import UnitOfWork
from app.utils.auth_errors import ForbiddenError
from app.utils.client import Client
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.password_queue import PasswordQueue

# Without one of these, a user cannot log in or loses their rights.
ROLE_FLAGS = ("is_active", "is_superuser", "is_verified")


class UserStore(Protocol):
    """The rows of users, as `UserService` needs them."""

    async def get(self, key: UUID) -> User | None:
        """Return the user with this key, or `None`."""

    async def page(self, query: UserQuery) -> tuple[Sequence[User], int]:
        """Return the users of one page, and the number of users on all pages."""

    async def add(self, row: User) -> User:
        """Insert a user; raises `ConflictError` when the address is taken."""

    async def update(self, row: User, values: Mapping[str, Any]) -> User:
        """Change a user; raises `ConflictError` when the address is taken, or the user is gone."""

    async def delete(self, row: User) -> None:
        """Delete a user; raises `ConflictError` while other rows refer to it."""


class UserService:
    """Operations on users, for superusers and for users themselves."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        users: UserStore,
        accounts: AccountRepository,
        sessions: LoginSessionRepository,
        passwords: PasswordQueue,
        client: Client,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._users = users
        self._accounts = accounts
        self._sessions = sessions
        self._passwords = passwords
        self._log = structlog.get_logger("security").bind(address=client.address)

    async def page(self, query: UserQuery) -> UserPage:
        """Return one page of users with statistics of their sessions, in one statement for all."""
        users, total = await self._users.page(query)
        stats = await self._sessions.stats([user.id for user in users])
        rows = [with_stats(user, stats.get(user.id, SessionStats())) for user in users]
        return UserPage.of(rows, total, query)

    async def get(self, user_id: UUID) -> UserWithStats:
        """Return a user. Raises `NotFoundError` when there is none."""
        return await self._with_stats(await self._require(user_id))

    async def create(self, payload: UserCreate, by: User) -> UserWithStats:
        """Add a user.

        Raises `ConflictError` when the address is taken, in any case, `OverloadedError` if too many
        passwords wait to be hashed.
        """
        await self._require_free(payload.email)
        # Releases the connection while the password is hashed.
        await self._unit_of_work.commit()
        values = payload.model_dump(exclude={"password"})
        hashed_password = await self._passwords.hash(payload.password)
        user = await self._users.add(User(**values, hashed_password=hashed_password))
        await self._unit_of_work.commit()
        self._report("user created", user.id, by, is_superuser=user.is_superuser)
        return with_stats(user, SessionStats())

    async def update(self, user_id: UUID, payload: UserUpdate, by: User) -> UserWithStats:
        """Change the fields that the payload names.

        A new address, a deactivation or a removed role ends the sessions of the user.

        Raises `NotFoundError` when there is no such user, `ConflictError` when the address is taken
        or superusers would lock themselves out, `ForbiddenError` if `by` loses the role concurrently.
        """
        user = await self._require(user_id)
        values = payload.model_dump(exclude_unset=True)
        changes = {name: value for name, value in values.items() if getattr(user, name) != value}
        weakens = any(changes.get(name) is False for name in ROLE_FLAGS)
        if weakens and user.id == by.id:
            raise ConflictError("superusers cannot lock themselves out")
        if "email" in changes:
            await self._require_free(changes["email"])
        if weakens:
            await self._lock_superusers(by)
        await self._users.update(user, values)
        if weakens or "email" in changes:
            # Links in mails to the former address must not open the account any more.
            await self._accounts.end_logins(user_id)
            await self._sessions.revoke_all(user_id)
        shown = await self._with_stats(user)
        await self._unit_of_work.commit()
        flags = {name: changes[name] for name in ROLE_FLAGS if name in changes}
        if flags or "email" in changes:
            self._report("user changed", user_id, by, email_changed="email" in changes, **flags)
        return shown

    async def update_profile(self, user: User, payload: ProfileUpdate) -> UserResponse:
        """Change the fields that users may change of themselves."""
        await self._users.update(user, payload.model_dump(exclude_unset=True))
        await self._unit_of_work.commit()
        return UserResponse.model_validate(user)

    async def delete(self, user_id: UUID, by: User) -> None:
        """Delete a user and their sessions.

        Raises `NotFoundError` when there is no such user, `ConflictError` when superusers delete
        themselves, `ForbiddenError` if `by` loses the role concurrently.
        """
        user = await self._require(user_id)
        if user.id == by.id:
            raise ConflictError("superusers cannot delete themselves")
        await self._lock_superusers(by)
        await self._users.delete(user)
        await self._unit_of_work.commit()
        self._report("user deleted", user_id, by)

    async def _require(self, user_id: UUID) -> User:
        user = await self._users.get(user_id)
        if user is None:
            raise NotFoundError("user not found", resource="user", key=user_id)
        return user

    async def _with_stats(self, user: User) -> UserWithStats:
        stats = await self._sessions.stats([user.id])
        return with_stats(user, stats.get(user.id, SessionStats()))

    async def _require_free(self, email: str) -> None:
        if await self._accounts.find(email) is not None:
            raise ConflictError("this email is taken", field="email")

    async def _lock_superusers(self, by: User) -> None:
        # One who keeps the role, and cannot remove themselves, remains.
        if by.id not in await self._accounts.lock_superusers():
            raise ForbiddenError("This is for superusers.")

    def _report(self, event: str, user_id: UUID, by: User, **changes: bool) -> None:
        self._log.warning(event, user_id=str(user_id), by=str(by.id), **changes)


def with_stats(user: User, stats: SessionStats) -> UserWithStats:
    """Return a user with statistics of their sessions."""
    return UserWithStats(
        **UserResponse.model_validate(user).model_dump(),
        active_sessions=stats.active_sessions,
        last_login_at=stats.last_login_at,
    )
