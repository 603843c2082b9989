"""Alembic environment: the database connection and the metadata. Runs once per command."""

import asyncio
import logging
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection, TypeDecorator, func, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from app.core.config import Settings
from app.core.database import split_url
from app.models import Base

settings: Settings = context.config.attributes.get("settings") or Settings()

# Print the applied revisions.
logging.basicConfig(format="%(message)s")
logging.getLogger("alembic.runtime.migration").setLevel(logging.INFO)

# Any number that nothing else in the database uses.
ADVISORY_LOCK = 7_264_051_398
# A migration that waits for a table lock blocks all other requests to that table.
LOCK_TIMEOUT = "10s"


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Return the source of a column type that Alembic cannot write importably, or False.

    Migrations must not depend on the application, so a custom type is written as the type that it
    decorates.
    """
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    if isinstance(item, JSON) and item._variant_mapping:  # noqa: SLF001 - no public API
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


OPTIONS: dict[str, Any] = {
    "target_metadata": Base.metadata,
    "render_item": render_item,
    # SQLite cannot alter a table, so Alembic copies it; PostgreSQL ignores batch mode.
    "render_as_batch": True,
    "compare_type": True,
    # SQLite rolls back DDL too: a failed migration leaves nothing behind.
    "transactional_ddl": True,
}


def begin_alone(connection: Connection) -> None:
    """Wait until no other process migrates the database, so that each migration runs once."""
    if settings.uses_sqlite:
        connection.exec_driver_sql("PRAGMA busy_timeout = 60000")
        # The driver begins a transaction for DML only, not for DDL.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
    # `True`: until the end of the transaction.
    connection.execute(select(func.set_config("lock_timeout", LOCK_TIMEOUT, True)))


def migrate(connection: Connection) -> None:
    """Run the migrations of the command on this connection, in one transaction."""
    context.configure(connection=connection, **OPTIONS)
    with context.begin_transaction():
        begin_alone(connection)
        context.run_migrations()


async def connect_and_migrate() -> None:
    """Run the migrations on a dedicated engine.

    The application's engine enforces foreign keys on SQLite. Batch mode copies and drops a table
    there, which would delete the rows that refer to it.
    """
    url, arguments = split_url(settings.database_url)
    engine = create_async_engine(url, connect_args=arguments, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


if context.is_offline_mode():
    context.configure(url=settings.database_url, literal_binds=True, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()
else:
    asyncio.run(connect_and_migrate())
