"""Tests of the migrations: they match the models and can be reverted."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from app.core.config import Settings

ROOT = Path(__file__).parent.parent


def table_names(connection: Connection) -> set[str]:
    """Return the names of the tables that a connection sees."""
    return set(inspect(connection).get_table_names())


@pytest.fixture
async def own_settings(settings: Settings, tmp_path: Path) -> AsyncGenerator[Settings]:
    """Yield settings with an empty database for this test, dropped afterwards."""
    if settings.uses_sqlite:
        url = f"sqlite+aiosqlite:///{(tmp_path / 'test.db').as_posix()}"
        yield settings.model_copy(update={"database_url": url})
        return
    name = f"test_{uuid4().hex}"
    # PostgreSQL creates and drops databases outside transactions only.
    admin = create_async_engine(settings.database_url, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
        own = make_url(settings.database_url).set(database=name)
        yield settings.model_copy(
            update={"database_url": own.render_as_string(hide_password=False)}
        )
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await admin.dispose()


@pytest.fixture
def config(own_settings: Settings) -> Config:
    """Return Alembic's configuration, pointed at the test's own database."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["settings"] = own_settings
    return config


async def test_migrations_match_the_models(config: Config) -> None:
    # Alembic starts its own event loop, which needs a thread without one.
    await asyncio.to_thread(command.upgrade, config, "head")
    await asyncio.to_thread(command.check, config)


async def test_migrations_can_be_reverted(config: Config, own_settings: Settings) -> None:
    await asyncio.to_thread(command.upgrade, config, "head")
    await asyncio.to_thread(command.downgrade, config, "base")
    engine = create_async_engine(own_settings.database_url)
    async with engine.connect() as connection:
        left = await connection.run_sync(table_names)
    await engine.dispose()
    assert left <= {"alembic_version"}


def test_migrations_can_be_written_as_sql_for_postgresql(
    config: Config, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    # PostgreSQL only: on SQLite, batch mode needs a connection to read the table.
    url = "postgresql+asyncpg://nobody@nowhere/nothing"
    config.attributes["settings"] = settings.model_copy(update={"database_url": url})

    command.upgrade(config, "head", sql=True)

    assert "COMMIT" in capsys.readouterr().out
