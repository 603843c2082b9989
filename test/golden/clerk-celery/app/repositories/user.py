"""Queries for users."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import or_, update

from app.models.user import User
from app.repositories.base import Filters, Sorts
from app.repositories.ensuring import EnsuringRepository

# The personal data that is erased when an account is deleted.
NOTHING: Mapping[str, None] = {
    "email": None,
    "full_name": None,
    "display_name": None,
    "image_url": None,
}


class UserRepository(EnsuringRepository[User]):
    """The rows of `users`, which cannot be listed."""

    model = User
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def ensure_seen(self, clerk_id: str) -> User:
        """Return the user with this Clerk ID; create the row if it is missing."""
        return await self.ensure(User(clerk_id=clerk_id), "clerk_id")

    async def sync(self, user: User, values: Mapping[str, Any], changed_at: dt.datetime) -> None:
        """Store Clerk's data of a user, unless the row is newer or the account is deleted.

        A single statement, so that the newer of two concurrent events wins.
        """
        newer = or_(User.clerk_updated_at.is_(None), User.clerk_updated_at <= changed_at)
        await self._session.execute(
            update(User)
            .where(User.id == user.id, User.deleted_at.is_(None), newer)
            .values(**values, clerk_updated_at=changed_at)
        )

    async def forget(self, user: User, deleted_at: dt.datetime) -> None:
        """Erase the personal data of a user for good; the row stays, because others refer to it."""
        await self._session.execute(
            update(User)
            .where(User.id == user.id, User.deleted_at.is_(None))
            .values(**NOTHING, is_active=False, deleted_at=deleted_at)
        )
