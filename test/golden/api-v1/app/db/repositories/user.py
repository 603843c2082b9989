"""The repository of users, for superusers; `account.py` has the statements of logins."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.db.repositories.base import BaseRepository, Filters, Sorts
from app.models.user import User
from app.schemas.user import UserCreate, UserQuery, UserUpdate


class UserRepository(BaseRepository[User, UserCreate, UserUpdate]):
    """Rows of `users`, with filters and sorting.

    `UserService` checks users and hashes passwords before rows are written.
    """

    noun = "user"
    filters: ClassVar[Filters] = {
        "email": lambda value: User.email == value,
        "is_active": lambda value: User.is_active == value,
        "is_superuser": lambda value: User.is_superuser == value,
        "is_verified": lambda value: User.is_verified == value,
        "created_at_from": lambda value: User.created_at >= value,
        "created_at_to": lambda value: User.created_at <= value,
        "updated_at_from": lambda value: User.updated_at >= value,
        "updated_at_to": lambda value: User.updated_at <= value,
    }
    sorts: ClassVar[Sorts] = {
        "email": User.email,
        "full_name": User.full_name,
        "created_at": User.created_at,
        "updated_at": User.updated_at,
    }


user_repo = UserRepository(User)


class SessionUsers:
    """`user_repo` on the session of one request, for `UserService`."""

    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def get(self, key: UUID) -> User | None:
        """Return the user with this key, or `None`."""
        return await user_repo.get(self._db, key=key)

    async def page(self, query: UserQuery) -> tuple[Sequence[User], int]:
        """Return the users of one page, and the number of users on all pages."""
        return await user_repo.page(self._db, query=query)

    async def add(self, row: User) -> User:
        """Insert a user; raises `ConflictError` when the address is taken."""
        return await user_repo.add(self._db, row=row)

    async def update(self, row: User, values: Mapping[str, Any]) -> User:
        """Change a user; raises `ConflictError` when the address is taken, or the user is gone."""
        return await user_repo.write(self._db, row=row, values=values)

    async def delete(self, row: User) -> None:
        """Delete a user; raises `ConflictError` while other rows refer to it."""
        await user_repo.delete(self._db, row=row)
