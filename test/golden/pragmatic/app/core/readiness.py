"""Readiness check: the database is available and migrated."""

import asyncio
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import String, column, literal, select, table
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.exceptions import UnavailableError
from app.core.faults import NOT_MIGRATED, SILENT

TIMEOUT_SECONDS: Final = 2
MOST_HEADS: Final = 100

# Relative to the working directory, like Alembic's configuration.
VERSIONS: Final = Path("alembic/versions")
# `revision: str = "…"` and `down_revision: str | None = "…"`; a merge has a tuple of the latter.
ASSIGNMENT: Final = re.compile(r"^(down_)?revision\b[^=]*=(.*)$", re.MULTILINE)
QUOTED: Final = re.compile(r"[\"'](\w+)[\"']")

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Revisions:
    """The migrations of this version of the application, and their heads."""

    known: frozenset[str]
    heads: frozenset[str]

    def are_missing_in(self, applied: Iterable[str]) -> bool:
        """Return whether a database with these revisions lacks a migration.

        An unknown revision comes from a newer version that is being rolled out.
        """
        applied = frozenset(applied)
        if not self.heads:
            return False
        return not applied or (applied <= self.known and not self.heads <= applied)


def read_revisions(folder: Path = VERSIONS) -> Revisions:
    """Return the revisions of the migrations in a folder.

    It does not use Alembic, which takes longer to import than most of the application.
    """
    assignments = [
        assignment
        for file in folder.glob("*.py")
        for assignment in ASSIGNMENT.findall(file.read_text(encoding="utf-8"))
    ]
    known = {name for down, value in assignments if not down for name in QUOTED.findall(value)}
    older = {name for down, value in assignments if down for name in QUOTED.findall(value)}
    return Revisions(frozenset(known), frozenset(known - older))


class Readiness:
    """Checks the database on a dedicated engine, since the pool for requests may be exhausted.

    Args:
        engine: An engine with one connection; it is disposed of by `close`.
        revisions: The migrations of this version of the application.
    """

    def __init__(self, engine: AsyncEngine, revisions: Revisions) -> None:
        """Store the engine and the revisions."""
        self._engine = engine
        self._revisions = revisions

    async def check(self) -> None:
        """Raise `UnavailableError` if the database is unavailable or lacks a migration."""
        version = column("version_num", String)
        statement = select(version).select_from(table("alembic_version")).limit(MOST_HEADS)
        if not self._revisions.heads:
            # Without migrations, there may be no such table.
            statement = select(literal("", String))
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS), self._engine.connect() as connection:
                applied = (await connection.scalars(statement)).all()
        except TimeoutError as error:
            logger.error("database unavailable", error="TimeoutError", reason="readiness")  # noqa: TRY400
            raise UnavailableError(SILENT) from error
        if self._revisions.are_missing_in(applied):
            logger.error("database not migrated", hint="run: alembic upgrade head")
            raise UnavailableError(NOT_MIGRATED)

    async def report(self) -> None:
        """Run the check, which logs a failure, without raising an error."""
        with suppress(UnavailableError):
            await self.check()

    async def close(self) -> None:
        """Dispose of the engine."""
        await self._engine.dispose()
