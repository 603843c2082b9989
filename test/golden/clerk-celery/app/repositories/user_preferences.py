"""The statements of what users prefer."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import delete

from app.models.user_preferences import UserPreferences
from app.repositories.base import Filters, Sorts
from app.repositories.ensuring import EnsuringRepository


class UserPreferencesRepository(EnsuringRepository[UserPreferences]):
    """The rows of `user_preferences`, at most one a user. There is no list of them."""

    model = UserPreferences
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def put(self, user_id: UUID, values: Mapping[str, Any]) -> UserPreferences:
        """Store what a user prefers, in place of whatever it was."""
        row = await self.ensure(UserPreferences(user_id=user_id, **values), "user_id")
        return await self.update(row, values)

    async def forget(self, user_id: UUID) -> None:
        """Delete what a user preferred."""
        await self._session.execute(
            delete(UserPreferences).where(UserPreferences.user_id == user_id)
        )
