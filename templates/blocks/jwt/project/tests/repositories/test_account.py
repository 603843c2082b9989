"""Tests of the account repository: parallel requests, and addresses in any case."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.models.user import User
from app.repositories.account import AccountRepository
from app.utils.database import create_session_factory
from app.utils.exceptions import ConflictError

PARALLEL = 5


def make_user(email: str = "ada@example.com") -> User:
    return User(email=email, hashed_password="x", credentials_version=1)


@pytest.fixture
async def open_session(engine: AsyncEngine) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield the factory of real sessions, which can compete; their rows are removed afterwards."""
    factory = create_session_factory(engine)
    yield factory
    async with factory() as session:
        await session.execute(delete(User))
        await session.commit()


async def test_one_of_parallel_changes_of_one_version_succeeds(
    open_session: async_sessionmaker[AsyncSession],
) -> None:
    async with open_session() as session:
        user = await AccountRepository(session).add(make_user())
        await session.commit()

    async def change(number: int) -> bool:
        async with open_session() as session:
            values = {"hashed_password": str(number)}
            changed = await AccountRepository(session).change_credentials(user.id, 1, values)
            await session.commit()
            return changed

    assert sum(await asyncio.gather(*(change(number) for number in range(PARALLEL)))) == 1


async def test_address_is_unique_in_any_case(session: AsyncSession) -> None:
    accounts = AccountRepository(session)
    user = await accounts.add(make_user())

    assert await accounts.find("ADA@example.com") is user
    with pytest.raises(ConflictError):
        await accounts.add(make_user())
