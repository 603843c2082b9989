"""Tests of the session repository: which sessions and tokens are deleted or kept."""

import datetime as dt
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.base import utc_now
from app.db.repositories.account import AccountRepository
from app.db.repositories.login_session import LoginSessionRepository
from app.models.login_session import LoginSession
from app.models.refresh_token import RefreshToken
from app.models.user import User

LIMIT = 3
HOUR = dt.timedelta(hours=1)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    user = User(email="ada@example.com", hashed_password="x", credentials_version=1)
    return await AccountRepository(session).add(user)


async def log_in(
    session: AsyncSession, user: User, *, age: int = 0, lifetime: dt.timedelta = HOUR
) -> LoginSession:
    """Begin a session that was last used `age` hours ago."""
    login = LoginSession(
        id=uuid4(),
        user_id=user.id,
        credentials_version=user.credentials_version,
        address="192.0.2.1",
        user_agent="test",
        last_used_at=utc_now() - age * HOUR,
        expires_at=utc_now() + lifetime,
    )
    token = RefreshToken(token_hash=str(login.id), session_id=login.id)
    await LoginSessionRepository(session).add(login, token, limit=LIMIT)
    return login


async def stored(session: AsyncSession) -> set[LoginSession]:
    """Return the sessions in the database."""
    return set(await session.scalars(select(LoginSession)))


async def test_login_deletes_expired_sessions(session: AsyncSession, user: User) -> None:
    await log_in(session, user, lifetime=-HOUR)
    kept = await log_in(session, user)

    login = await log_in(session, user)

    assert await stored(session) == {kept, login}


async def test_login_deletes_the_oldest_of_too_many_sessions(
    session: AsyncSession, user: User
) -> None:
    logins = [await log_in(session, user, age=age) for age in (1, 3, 2)]

    login = await log_in(session, user)

    assert await stored(session) == {logins[0], logins[2], login}


async def test_old_used_tokens_are_deleted(session: AsyncSession, user: User) -> None:
    sessions = LoginSessionRepository(session)
    login = await log_in(session, user)
    unused = RefreshToken(token_hash="unused", session_id=login.id)
    await sessions.add_token(unused)
    assert await sessions.use_token(str(login.id))

    await sessions.delete_used_tokens(login.id, before=utc_now() + HOUR)

    assert list(await session.scalars(select(RefreshToken))) == [unused]
