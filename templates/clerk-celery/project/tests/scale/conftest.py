"""Two processes of the application on one Redis and one PostgreSQL, and a worker.

The API tests run here again, with requests that alternate between the two processes.
"""

import asyncio
import json
import os
from collections.abc import AsyncGenerator
from uuid import uuid4

import httpx2
import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from app.config import Settings
from app.models.user import User
from app.utils.database import create_engine, create_session_factory
from tests.clerk import ISSUER, PARTY, WEBHOOK_SECRET, public_jwk
from tests.factories.user import add_user
from tests.jobs.real_workers import IMPATIENT, run_worker
from tests.processes import ROOT, served
from tests.redis import REDIS_URL
from tests.scale.nodes import Node, open_client
from tests.servers import raw_server

# Without both of them these tests are not collected, so that none is skipped.
SHARED = REDIS_URL and os.environ.get("TEST_DATABASE_URL", "").startswith("postgres")
collect_ignore_glob = [] if SHARED else ["test_*.py"]

NODE = "tests.scale.node:create_node"


@pytest.fixture(scope="package")
async def own_settings(settings: Settings) -> AsyncGenerator[Settings]:
    """Yield settings with a migrated database that several processes may write to."""
    name = f"test_{uuid4().hex}"
    # A database cannot be created or dropped in a transaction.
    admin = create_async_engine(settings.database_url, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(settings.database_url).set(database=name)
        own = settings.model_copy(update={"database_url": url.render_as_string(False)})
        config = Config(toml_file=ROOT / "pyproject.toml")
        config.attributes["settings"] = own
        # In a thread: Alembic starts its own event loop.
        await asyncio.to_thread(command.upgrade, config, "head")
        yield own
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await admin.dispose()


@pytest.fixture(scope="package")
async def nodes(
    own_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[tuple[Node, Node]]:
    """Yield two processes that share a worker."""
    folder = tmp_path_factory.mktemp("nodes")
    keys = json.dumps({"keys": [public_jwk("first")]}).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(keys)}\r\nconnection: close\r\n\r\n"

    async def serve_keys(writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode() + keys)
        await writer.drain()

    places = [folder / "a", folder / "b"]
    async with raw_server(serve_keys) as issuer:
        variables = IMPATIENT | {
            "DATABASE_URL": own_settings.database_url,
            "DATABASE_POOL_SIZE": "5",
            "REDIS_URL": REDIS_URL,
            "CELERY_BROKER_URL": REDIS_URL,
            "CLERK_ISSUER": ISSUER,
            "CLERK_JWKS_URL": issuer.url,
            "CLERK_AUTHORIZED_PARTIES": PARTY,
            "CLERK_WEBHOOK_SECRET": WEBHOOK_SECRET,
        }
        async with (
            served(NODE, places[0], variables) as first,
            served(NODE, places[1], variables) as second,
            run_worker(folder, variables),
        ):
            yield Node(places[0], first), Node(places[1], second)


@pytest.fixture
async def engine(own_settings: Settings) -> AsyncGenerator[AsyncEngine]:
    """Yield the engine of the database of the processes."""
    engine = create_engine(own_settings)
    yield engine
    await engine.dispose()


@pytest.fixture
def session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Return a session factory for the database of the processes."""
    return create_session_factory(engine)


@pytest.fixture
async def visitor(nodes: tuple[Node, Node]) -> AsyncGenerator[httpx2.AsyncClient]:
    """Yield a client that is not logged in."""
    async with open_client(nodes) as client:
        yield client


@pytest.fixture
async def member(nodes: tuple[Node, Node], user: User) -> AsyncGenerator[httpx2.AsyncClient]:
    """Yield a client that is logged in as `user`."""
    async with open_client(nodes, user) as client:
        yield client


@pytest.fixture
async def client(app: FastAPI, nodes: tuple[Node, Node]) -> AsyncGenerator[httpx2.AsyncClient]:
    """Yield a client that is logged in as another user."""
    async with open_client(nodes, await add_user(app)) as client:
        yield client
