"""The rules of users, for superusers and for users themselves."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from app.core.security import Passwords
from app.db.repositories.account import AccountRepository, SessionStats
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
from app.utils.exceptions import ConflictError, NotFoundError


class UserStore(Protocol):
    """The rows of users, as a superuser needs them."""

    async def get(self, key: UUID) -> User | None:
        """Return the user with this key, or `None`."""

    async def page(self, query: UserQuery) -> tuple[Sequence[User], int]:
        """Return the users of one page, and how many there are on all pages."""

    async def add(self, row: User) -> User:
        """Insert a user; raises `ConflictError` when the address is taken."""

    async def update(self, row: User, values: Mapping[str, Any]) -> User:
        """Change a user; raises `ConflictError` when the address is taken, or the user is gone."""

    async def delete(self, row: User) -> None:
        """Delete a user; raises `ConflictError` while others must refer to it."""


class UserService:
    """What can be done with users, and what is refused."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        users: UserStore,
        accounts: AccountRepository,
        passwords: Passwords,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._users = users
        self._accounts = accounts
        self._passwords = passwords

    async def page(self, query: UserQuery) -> UserPage:
        """Return one page of users with what their logins tell: one statement for all of them."""
        users, total = await self._users.page(query)
        stats = await self._accounts.stats([user.id for user in users])
        rows = [with_stats(user, stats.get(user.id, SessionStats())) for user in users]
        return UserPage.of(rows, total, query)

    async def get(self, user_id: UUID) -> UserWithStats:
        """Return a user. Raises `NotFoundError` when there is none."""
        return await self._shown(await self._require(user_id))

    async def create(self, payload: UserCreate) -> UserWithStats:
        """Add a user. Raises `ConflictError` when the address is taken, in whatever case."""
        await self._require_free(payload.email)
        values = payload.model_dump(exclude={"password"})
        hashed_password = await self._passwords.hash(payload.password)
        user = await self._users.add(User(**values, hashed_password=hashed_password))
        await self._unit_of_work.commit()
        return with_stats(user, SessionStats())

    async def update(self, user_id: UUID, payload: UserUpdate, by: User) -> UserWithStats:
        """Change what the payload names; the rest stays as it is.

        Raises `NotFoundError` when there is none, `ConflictError` when the address is taken, or
        when superusers would lock themselves out: so there is always one left.
        """
        user = await self._require(user_id)
        values = payload.model_dump(exclude_unset=True)
        if user.id == by.id and not (
            values.get("is_active", True)
            and values.get("is_superuser", True)
            and values.get("is_verified", True)
        ):
            raise ConflictError("superusers cannot lock themselves out")
        if values.get("email", user.email) != user.email:
            await self._require_free(values["email"])
            # What was mailed to the former address must not open the account any more.
            values["credentials_version"] = user.credentials_version + 1
        await self._users.update(user, values)
        shown = await self._shown(user)
        await self._unit_of_work.commit()
        return shown

    async def update_profile(self, user: User, payload: ProfileUpdate) -> UserResponse:
        """Change what users may change of themselves."""
        await self._users.update(user, payload.model_dump(exclude_unset=True))
        await self._unit_of_work.commit()
        return UserResponse.model_validate(user)

    async def delete(self, user_id: UUID, by: User) -> None:
        """Delete a user and their logins.

        Raises `NotFoundError` when there is none, `ConflictError` for superusers themselves.
        """
        user = await self._require(user_id)
        if user.id == by.id:
            raise ConflictError("superusers cannot delete themselves")
        await self._users.delete(user)
        await self._unit_of_work.commit()

    async def _require(self, user_id: UUID) -> User:
        user = await self._users.get(user_id)
        if user is None:
            raise NotFoundError("there is no such user")
        return user

    async def _shown(self, user: User) -> UserWithStats:
        stats = await self._accounts.stats([user.id])
        return with_stats(user, stats.get(user.id, SessionStats()))

    async def _require_free(self, email: str) -> None:
        if await self._accounts.find(email) is not None:
            raise ConflictError("this email is taken", field="email")


def with_stats(user: User, stats: SessionStats) -> UserWithStats:
    """Return a user as a superuser sees it."""
    return UserWithStats(
        **UserResponse.model_validate(user).model_dump(),
        active_sessions=stats.active_sessions,
        last_login_at=stats.last_login_at,
    )
