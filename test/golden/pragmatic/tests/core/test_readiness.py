"""Tests of readiness: the database is available and migrated."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from structlog.testing import capture_logs

from app.core import readiness
from app.core.database import create_engine
from app.core.exceptions import UnavailableError
from app.core.readiness import Readiness, Revisions, read_revisions
from tests.settings import make_settings

OLD, NEW, NEWER = "0001_old", "0002_new", "0003_newer"
FILES = {
    "old": 'revision: str = "0001_old"\ndown_revision: str | None = None\n',
    "new": "revision = '0002_new'\ndown_revision = '0001_old'\n",
}
REVISIONS = Revisions(known=frozenset({OLD, NEW}), heads=frozenset({NEW}))


@pytest.fixture
async def own_engine(tmp_path: Path) -> AsyncGenerator[AsyncEngine]:
    """Yield the engine of a SQLite file without a table."""
    engine = create_engine(make_settings(f"sqlite:///{(tmp_path / 'test.db').as_posix()}"))
    yield engine
    await engine.dispose()


@pytest.fixture
def probe(own_engine: AsyncEngine) -> Readiness:
    """Return the readiness of an application with two migrations."""
    return Readiness(own_engine, REVISIONS)


async def apply(connection: AsyncConnection, revision: str) -> None:
    """Create the version table of Alembic with a revision."""
    await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
    await connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})


def test_revisions_are_read_from_their_files(tmp_path: Path) -> None:
    for name, source in FILES.items():
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    assert read_revisions(tmp_path) == REVISIONS


@pytest.mark.parametrize("revision", [NEW, NEWER])
async def test_a_database_of_this_version_or_a_newer_one_is_ready(
    own_engine: AsyncEngine, probe: Readiness, revision: str
) -> None:
    async with own_engine.begin() as connection:
        await apply(connection, revision)
    await probe.check()


async def test_a_database_without_the_newest_migration_is_not_ready(
    own_engine: AsyncEngine, probe: Readiness
) -> None:
    async with own_engine.begin() as connection:
        await apply(connection, OLD)
    with pytest.raises(UnavailableError, match="alembic upgrade head"):
        await probe.check()


async def test_a_project_without_migrations_is_ready(own_engine: AsyncEngine) -> None:
    await Readiness(own_engine, Revisions(known=frozenset(), heads=frozenset())).check()


async def test_a_database_without_tables_is_logged_in_one_line(probe: Readiness) -> None:
    with capture_logs() as logs:
        await probe.report()
    assert [(entry["event"], entry["hint"]) for entry in logs] == [
        ("database not migrated", "run: alembic upgrade head")
    ]
    await probe.close()


async def test_the_check_times_out_if_the_database_hangs(probe: Readiness) -> None:
    # Opens no connection: one that is cancelled while it opens may stay open.
    @asynccontextmanager
    async def freeze(_: AsyncEngine) -> AsyncGenerator[None]:
        await asyncio.sleep(60)
        yield

    with (
        patch.object(readiness, "TIMEOUT_SECONDS", 0.01),
        patch.object(AsyncEngine, "connect", freeze),
        pytest.raises(UnavailableError),
    ):
        await probe.check()
