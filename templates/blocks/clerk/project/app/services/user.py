"""Business rules of users: they read and change their own account."""

from app.models.user import User
from app.repositories.user import UserRepository
from app.repositories.user_preferences import UserPreferencesRepository
from app.schemas.user import (
    UserPreferencesPut,
    UserPreferencesResponse,
    UserResponse,
    UserUpdate,
)
from app.services.auth import require_active
from app.services.unit_of_work import UnitOfWork


class UserService:
    """Changes the account of a user and their preferences."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        users: UserRepository,
        preferences: UserPreferencesRepository,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._users = users
        self._preferences = preferences

    async def update(self, user: User, payload: UserUpdate) -> UserResponse:
        """Change the given fields; the others stay unchanged.

        Raises `UnauthenticatedError` if the user is deleted concurrently.
        """
        await require_active(self._users, user)
        await self._users.update(user, payload.model_dump(exclude_unset=True))
        await self._unit_of_work.commit()
        return UserResponse.model_validate(user)

    async def preferences(self, user: User) -> UserPreferencesResponse:
        """Return the preferences of a user, or the defaults."""
        row = await self._preferences.get_by("user_id", user.id)
        if row is None:
            return UserPreferencesResponse()
        return UserPreferencesResponse.model_validate(row)

    async def set_preferences(
        self, user: User, payload: UserPreferencesPut
    ) -> UserPreferencesResponse:
        """Replace the preferences of a user.

        Raises `UnauthenticatedError` if the user is deleted concurrently.
        """
        await require_active(self._users, user)
        row = await self._preferences.put(user.id, payload.model_dump())
        await self._unit_of_work.commit()
        return UserPreferencesResponse.model_validate(row)
