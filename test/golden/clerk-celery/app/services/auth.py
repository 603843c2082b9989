"""Business rules of authentication."""

from app.auth.clerk import TokenVerifier
from app.models.user import User
from app.repositories.user import UserRepository
from app.services.unit_of_work import UnitOfWork
from app.utils.auth_errors import UnauthenticatedError


class AuthService:
    """Authenticates users by their session tokens."""

    def __init__(
        self, unit_of_work: UnitOfWork, users: UserRepository, tokens: TokenVerifier
    ) -> None:
        self._unit_of_work = unit_of_work
        self._users = users
        self._tokens = tokens

    async def authenticate(self, token: str | None) -> User:
        """Return the user of a session token; create the row if it is missing.

        Raises `UnauthenticatedError`, always the same, for an invalid token, and for a user who is
        banned or deleted.
        """
        # Before any query: no database connection is held while keys are fetched.
        principal = await self._tokens.verify(token)
        user = await self._users.get_by("clerk_id", principal.clerk_id)
        if user is None:
            user = await self._users.ensure_seen(principal.clerk_id)
            await self._unit_of_work.commit()
        if not user.is_active:
            raise UnauthenticatedError
        return user


async def require_active(users: UserRepository, user: User) -> None:
    """Lock the row of the current user until the transaction ends.

    A write of a user and the deletion of the user run one after the other, so that nothing is
    stored for a deleted user.

    Raises `UnauthenticatedError` if the user was banned or deleted after the login.
    """
    locked = await users.get(user.id, for_update=True)
    if locked is None or not locked.is_active:
        raise UnauthenticatedError
