"""Creation of missing rows."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User
from app.repositories.unit_of_work import SqlUnitOfWork
from app.repositories.user import UserRepository
from app.utils.exceptions import TransactionAbortedError


class Vanishing(UserRepository):
    """Finds no user, as if the row with the taken value was deleted just now."""

    async def get_by(self, field: str, value: object) -> User | None:
        return None


@pytest.fixture
def users(session: AsyncSession) -> UserRepository:
    return UserRepository(session)


async def test_the_first_call_creates_the_row(users: UserRepository) -> None:
    first = await users.ensure_seen("user_ada")

    assert await users.ensure_seen("user_ada") is first


async def test_a_taken_value_does_not_abort_the_transaction(
    users: UserRepository, session: AsyncSession
) -> None:
    await users.ensure_seen("user_ada")

    assert not await users.add_first(User(clerk_id="user_ada"))
    await users.ensure_seen("user_grace")
    await SqlUnitOfWork(session).commit()

    assert await users.get_by("clerk_id", "user_ada") is not None
    assert await users.get_by("clerk_id", "user_grace") is not None


async def test_a_concurrently_deleted_row_aborts_the_transaction(
    session: AsyncSession,
) -> None:
    await UserRepository(session).ensure_seen("user_ada")

    with pytest.raises(TransactionAbortedError):
        await Vanishing(session).ensure_seen("user_ada")
