"""The statements of users."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import or_, update

from app.models.user import User
from app.repositories.base import Filters, Sorts
from app.repositories.ensuring import EnsuringRepository

# What a deleted account leaves behind: nothing that says who it was.
NOTHING: Mapping[str, None] = {
    "email": None,
    "full_name": None,
    "display_name": None,
    "image_url": None,
}


class UserRepository(EnsuringRepository[User]):
    """The rows of `users`. There is no list of them."""

    model = User
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def ensure_seen(self, clerk_id: str) -> User:
        """Return the user with this account, whose row is made if it is the first time."""
        return await self.ensure(User(clerk_id=clerk_id), "clerk_id")

    async def sync(self, user: User, values: Mapping[str, Any], changed_at: dt.datetime) -> None:
        """Store what Clerk says about a user, unless we know newer, or the account is deleted.

        One statement, so that of two events at once the newer one stays.
        """
        newer = or_(User.clerk_updated_at.is_(None), User.clerk_updated_at <= changed_at)
        await self._session.execute(
            update(User)
            .where(User.id == user.id, User.deleted_at.is_(None), newer)
            .values(**values, clerk_updated_at=changed_at)
        )

    async def forget(self, user: User, deleted_at: dt.datetime) -> None:
        """Keep the row, which others refer to, without anything personal; it stays so for good."""
        await self._session.execute(
            update(User)
            .where(User.id == user.id, User.deleted_at.is_(None))
            .values(**NOTHING, is_active=False, deleted_at=deleted_at)
        )
