"""Tests of the command that creates the first superuser."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Environment, Settings
from app.models import Base
from app.repositories.account import AccountRepository
from app.utils.database import create_engine, create_session_factory
from app.utils.security import Passwords
from scripts import create_superuser
from tests.factories.user import PASSWORD

EMAIL = "ada@example.com"


@pytest.fixture(autouse=True)
async def own_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[AsyncSession]:
    """Yield a session on an empty database that the environment names."""
    variables = {
        "ENVIRONMENT": Environment.TEST.value,
        "DATABASE_URL": f"sqlite+aiosqlite:///{(tmp_path / 'test.db').as_posix()}",
        "ARGON2_MEMORY": "32",
        "SUPERUSER_PASSWORD": PASSWORD,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    engine = create_engine(Settings(_env_file=None))
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with create_session_factory(engine)() as session:
        yield session
    await engine.dispose()


async def run(*arguments: str) -> int:
    """Run the command in a thread: it starts its own event loop."""
    return await asyncio.to_thread(create_superuser.main, list(arguments))


async def test_it_creates_a_superuser_who_can_log_in(own_session: AsyncSession) -> None:
    assert await run("Ada@example.com") == 0

    user = await AccountRepository(own_session).find(EMAIL)
    assert user is not None
    assert (user.is_superuser, user.is_active, user.is_verified) == (True, True, True)
    passwords = Passwords(memory=32, passes=3)
    assert (await passwords.verify(PASSWORD, user.hashed_password)).right


async def test_an_existing_account_is_not_changed(
    own_session: AsyncSession,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await run(EMAIL)
    monkeypatch.setenv("SUPERUSER_EMAIL", EMAIL.upper())

    assert await run() == 0

    assert "nothing is changed" in capsys.readouterr().out


async def test_it_prompts_for_missing_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUPERUSER_PASSWORD")
    monkeypatch.setattr("builtins.input", lambda _: EMAIL)
    monkeypatch.setattr(create_superuser, "getpass", lambda _: PASSWORD)

    payload = create_superuser.ask([])

    assert (payload.email, payload.password) == (EMAIL, PASSWORD)


async def test_errors_are_printed_without_the_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUPERUSER_PASSWORD", "short")

    assert await run("ada") == 1

    told = capsys.readouterr().err
    assert "email: " in told
    assert "password: String should have at least 12 characters" in told
