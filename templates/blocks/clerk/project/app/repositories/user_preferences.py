"""Queries for user preferences."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import delete

from app.models.user_preferences import UserPreferences
from app.repositories.base import Filters, Sorts
from app.repositories.ensuring import EnsuringRepository


class UserPreferencesRepository(EnsuringRepository[UserPreferences]):
    """The rows of `user_preferences`, at most one per user; they cannot be listed."""

    model = UserPreferences
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def put(self, user_id: UUID, values: Mapping[str, Any]) -> UserPreferences:
        """Replace the preferences of a user."""
        row = await self.ensure(UserPreferences(user_id=user_id, **values), "user_id")
        return await self.update(row, values)

    async def forget(self, user_id: UUID) -> None:
        """Delete the preferences of a user."""
        await self._session.execute(
            delete(UserPreferences).where(UserPreferences.user_id == user_id)
        )
