"""Fixtures for all tests: a real schema, and a transaction that is rolled back per test."""

import os
from collections.abc import AsyncGenerator

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker
from starlette.datastructures import State

from app.core.config import Settings
from app.core.database import create_engine
from app.core.readiness import Readiness, read_revisions
from app.main import create_app
from app.models import Base
from tests.contract import transport_to
from tests.settings import make_settings
from tests.statements import Statements


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of the test run, for `TEST_DATABASE_URL` or a SQLite file."""
    file = tmp_path_factory.mktemp("database") / "test.db"
    url = os.environ.get("TEST_DATABASE_URL", f"sqlite+aiosqlite:///{file.as_posix()}")
    if "test" not in (make_url(url).database or ""):
        pytest.exit("TEST_DATABASE_URL: the tests drop all tables, so its name must contain `test`")
    return make_settings(url)


@pytest.fixture(scope="session")
async def engine(settings: Settings) -> AsyncGenerator[AsyncEngine]:
    """Yield the engine of the test database, with all tables and without rows."""
    engine = create_engine(settings)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """Yield the connection of a test; its changes are rolled back, even if committed."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        if engine.dialect.name == "sqlite":
            # The driver would begin at the first write, after the first savepoint.
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        await transaction.rollback()


@pytest.fixture
def session_factory(connection: AsyncConnection) -> async_sessionmaker[AsyncSession]:
    """Return a session factory on the test's connection; a commit only releases a savepoint."""
    return async_sessionmaker(
        connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
    )


@pytest.fixture
async def session(
    session_factory: async_sessionmaker[AsyncSession],
) -> AsyncGenerator[AsyncSession]:
    """Yield a session on the test's connection."""
    async with session_factory() as session:
        yield session


@pytest.fixture(scope="session")
def application(settings: Settings) -> FastAPI:
    """Return the application, created once: building its routes takes longer than most tests.

    A module whose tests add routes overrides this fixture with one that creates it per test.
    """
    return create_app(settings)


@pytest.fixture
def app(
    application: FastAPI,
    engine: AsyncEngine,
    session_factory: async_sessionmaker[AsyncSession],
    monkeypatch: pytest.MonkeyPatch,
) -> FastAPI:
    """Return the application on the test's connection, with state for this test only.

    The client does not run the lifespan, so this fixture sets the same state.
    """
    state = State({name: application.state[name] for name in application.state})
    state.engine = engine
    state.session_factory = session_factory
    state.readiness = Readiness(engine, read_revisions())
    monkeypatch.setattr(application, "state", state)
    monkeypatch.setattr(application, "dependency_overrides", {})
    return application


@pytest.fixture
def statements(engine: AsyncEngine) -> Statements:
    """Return a counter of the statements that a request executes."""
    return Statements(engine)


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx2.AsyncClient]:
    """Yield a client of the application."""
    transport = transport_to(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
