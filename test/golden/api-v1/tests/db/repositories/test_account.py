"""The statements of logins: one request wins, and whoever comes late changes nothing."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.db.base import utc_now
from app.db.repositories.account import AccountRepository
from app.db.session import create_session_factory
from app.models.refresh_token import RefreshToken
from app.models.user import User
from app.utils.exceptions import ConflictError

RIVALS = 5


def make_user(email: str = "ada@example.com") -> User:
    return User(email=email, hashed_password="x", credentials_version=1)


def make_token(user: User, token_hash: str, *, days: int = 1) -> RefreshToken:
    return RefreshToken(
        token_hash=token_hash,
        family_id=uuid4(),
        user_id=user.id,
        credentials_version=1,
        expires_at=utc_now() + dt.timedelta(days=days),
    )


@pytest.fixture
async def open_session(engine: AsyncEngine) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield what opens real sessions, which can compete; what they leave is removed."""
    factory = create_session_factory(engine)
    yield factory
    async with factory() as session:
        await session.execute(delete(User))
        await session.commit()


async def test_of_many_requests_with_one_token_one_gets_it(
    open_session: async_sessionmaker[AsyncSession],
) -> None:
    async with open_session() as session:
        accounts = AccountRepository(session)
        user = await accounts.add(make_user())
        await accounts.start_family(make_token(user, "token"))
        await session.commit()

    async def claim() -> bool:
        async with open_session() as session:
            claimed = await AccountRepository(session).claim_token("token")
            await session.commit()
            return claimed is not None

    assert sum(await asyncio.gather(*(claim() for _ in range(RIVALS)))) == 1


async def test_of_many_new_passwords_for_one_version_one_counts(
    open_session: async_sessionmaker[AsyncSession],
) -> None:
    async with open_session() as session:
        user = await AccountRepository(session).add(make_user())
        await session.commit()

    async def replace(number: int) -> bool:
        async with open_session() as session:
            accounts = AccountRepository(session)
            replaced = await accounts.replace_password(user.id, 1, str(number))
            await session.commit()
            return replaced

    assert sum(await asyncio.gather(*(replace(number) for number in range(RIVALS)))) == 1


async def test_an_address_is_found_in_whatever_case_and_taken_once(session: AsyncSession) -> None:
    accounts = AccountRepository(session)
    user = await accounts.add(make_user())

    assert await accounts.find("ADA@example.com") is user
    with pytest.raises(ConflictError):
        await accounts.add(make_user())


async def test_a_login_forgets_the_expired_ones(session: AsyncSession) -> None:
    accounts = AccountRepository(session)
    user = await accounts.add(make_user())
    old = make_token(user, "old", days=-1)
    await accounts.start_family(old)

    await accounts.start_family(make_token(user, "new"))

    session.expunge_all()
    assert await session.get(RefreshToken, old.id) is None
    assert (await accounts.stats([user.id]))[user.id].active_sessions == 1
